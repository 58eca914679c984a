<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_FR">
<context>
    <name>AccountCard</name>
    <message>
        <source>Edit {name}</source>
        <translation>Modifier {name}</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Modifier…</translation>
    </message>
    <message>
        <source>Forget its messages too</source>
        <translation>Oublier aussi ses messages</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Le garder</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Retirer</translation>
    </message>
    <message>
        <source>Remove {name}</source>
        <translation>Retirer {name}</translation>
    </message>
    <message>
        <source>Remove “{name}”? No message changes at the server; what it brought stays here. You are not shown as busy there any more: what it showed before is put back first.</source>
        <translation>Retirer «&#xa0;{name}&#xa0;»&#x202f;? Aucun message ne change sur le serveur&#x202f;; ce qu’il a apporté reste ici. Vous n’y êtes plus affiché comme occupé&#xa0;: ce qu’il montrait avant est d’abord rétabli.</translation>
    </message>
    <message>
        <source>Remove “{name}”? Nothing changes at the server; what it brought stays here.</source>
        <translation>Retirer «&#xa0;{name}&#xa0;»&#x202f;? Rien ne change sur le serveur&#x202f;; ce qu’il a apporté reste ici.</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Retirer…</translation>
    </message>
    <message>
        <source>Shows you as busy</source>
        <translation>Vous affiche comme occupé</translation>
    </message>
    <message>
        <source>Sign in to {name}</source>
        <translation>Se connecter à {name}</translation>
    </message>
    <message>
        <source>Sign in…</source>
        <translation>Se connecter…</translation>
    </message>
</context>
<context>
    <name>AccountForm</name>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Nature</translation>
    </message>
    <message>
        <source>Kind of account</source>
        <translation>Nature du compte</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>Saving; if your keyring asks to be unlocked, please do so…</source>
        <translation>Enregistrement&#x202f;; si votre trousseau demande à être déverrouillé, faites-le…</translation>
    </message>
    <message>
        <source>Sending works by {server}</source>
        <translation>L’envoi fonctionne par {server}</translation>
    </message>
    <message>
        <source>Sign in with your browser</source>
        <translation>Se connecter avec votre navigateur</translation>
    </message>
    <message>
        <source>Sign in with your browser first.</source>
        <translation>Connectez-vous d’abord avec votre navigateur.</translation>
    </message>
    <message>
        <source>Signed in to {server}</source>
        <translation>Connecté à {server}</translation>
    </message>
    <message>
        <source>Signing in, nothing is kept yet…</source>
        <translation>Connexion, rien n’est encore gardé…</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Tester</translation>
    </message>
    <message>
        <source>Testing the account</source>
        <translation>Essai du compte</translation>
    </message>
    <message>
        <source>Trust this certificate</source>
        <translation>Se fier à ce certificat</translation>
    </message>
    <message>
        <source>Type a part of a name to find it.</source>
        <translation>Tapez une partie d’un nom pour le trouver.</translation>
    </message>
    <message>
        <source>{server} shows a certificate with the SHA-256 fingerprint {fingerprint}, good from {start} to {end}. Trust it only if whoever runs the server told you this fingerprint.</source>
        <translation>{server} montre un certificat d’empreinte SHA-256 {fingerprint}, valable du {start} au {end}. Ne vous y fiez que si le responsable du serveur vous a donné cette empreinte.</translation>
    </message>
</context>
<context>
    <name>Accounts</name>
    <message>
        <source>“{name}” is saved, but its password is kept only until you quit: there is no unlocked keyring to keep it in. Unlock your keyring (or install one, such as GNOME Keyring or KWallet), then save the account again.</source>
        <translation>«&#xa0;{name}&#xa0;» est enregistré, mais son mot de passe n’est gardé que jusqu’à ce que vous quittiez&#xa0;: aucun trousseau déverrouillé ne peut le recevoir. Déverrouillez votre trousseau (ou installez-en un, comme GNOME Keyring ou KWallet), puis enregistrez de nouveau le compte.</translation>
    </message>
</context>
<context>
    <name>AccountsPage</name>
    <message>
        <source>Add an account</source>
        <translation>Ajouter un compte</translation>
    </message>
    <message>
        <source>Add an account…</source>
        <translation>Ajouter un compte…</translation>
    </message>
    <message>
        <source>Edit {name}</source>
        <translation>Modifier {name}</translation>
    </message>
    <message>
        <source>There is no account yet. Add one: Écluse reads it, and changes nothing there.</source>
        <translation>Il n’y a pas encore de compte. Ajoutez-en un&#xa0;: Écluse le lit, et n’y change rien.</translation>
    </message>
    <message>
        <source>You are signed in to “{name}”.</source>
        <translation>Vous êtes connecté à «&#xa0;{name}&#xa0;».</translation>
    </message>
    <message>
        <source>“{name}” is removed. Nothing changed at the server.</source>
        <translation>«&#xa0;{name}&#xa0;» est retiré. Rien n’a changé sur le serveur.</translation>
    </message>
    <message>
        <source>“{name}” is saved. Écluse reads it from now on.</source>
        <translation>«&#xa0;{name}&#xa0;» est enregistré. Écluse le lit désormais.</translation>
    </message>
</context>
<context>
    <name>AddressFinder</name>
    <message>
        <source>A mail address looks like name@example.org.</source>
        <translation>Une adresse ressemble à nom@example.org.</translation>
    </message>
    <message>
        <source>Asking {hosts} over https, and DNS. They learn your domain, not your address…</source>
        <translation>Question posée à {hosts} par https, et au DNS. Ils apprennent votre domaine, pas votre adresse…</translation>
    </message>
    <message>
        <source>Find the server</source>
        <translation>Chercher le serveur</translation>
    </message>
    <message>
        <source>For sending {server} is named. It lies outside of your address’s domain, so it was not filled in.</source>
        <translation>Pour l’envoi, {server} est indiqué. Il est hors du domaine de votre adresse et n’a donc pas été repris.</translation>
    </message>
    <message>
        <source>It takes no passwords: sign in with your browser.</source>
        <translation>Il n’accepte pas de mot de passe&#xa0;: connectez-vous avec votre navigateur.</translation>
    </message>
    <message>
        <source>Looking for the server</source>
        <translation>Recherche du serveur</translation>
    </message>
    <message>
        <source>Mail address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>No server for sending was found: to answer, enter one under “Sending”.</source>
        <translation>Aucun serveur d’envoi n’a été trouvé&#xa0;: pour répondre, entrez-en un sous «&#xa0;Envoi&#xa0;».</translation>
    </message>
    <message>
        <source>Nothing was found for {domain}. Enter the server below; whoever runs it knows its name.</source>
        <translation>Rien n’a été trouvé pour {domain}. Indiquez le serveur ci-dessous&#x202f;; la personne qui s’en occupe connaît son nom.</translation>
    </message>
    <message>
        <source>Sending: {server}.</source>
        <translation>Envoi&#xa0;: {server}.</translation>
    </message>
    <message>
        <source>This server lies outside of your address’s domain: go on only if you know it.</source>
        <translation>Ce serveur est hors du domaine de votre adresse&#xa0;: ne continuez que si vous le connaissez.</translation>
    </message>
    <message>
        <source>With a client id of your own you can sign in with your browser instead.</source>
        <translation>Avec un identifiant client à vous, vous pouvez aussi vous connecter avec votre navigateur.</translation>
    </message>
</context>
<context>
    <name>Answering</name>
    <message>
        <source>A title to find it by</source>
        <translation>Un titre pour la retrouver</translation>
    </message>
    <message>
        <source>Answers are asked to go there, not to {address}.</source>
        <translation>Les réponses sont demandées là, et non à {address}.</translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation>Joindre des fichiers</translation>
    </message>
    <message>
        <source>Attached files</source>
        <translation>Fichiers joints</translation>
    </message>
    <message>
        <source>Attach…</source>
        <translation>Joindre…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Jeter</translation>
    </message>
    <message>
        <source>Done when sent</source>
        <translation>Traité à l’envoi</translation>
    </message>
    <message>
        <source>Draft discarded.</source>
        <translation>Brouillon jeté.</translation>
    </message>
    <message>
        <source>Draft from {time}</source>
        <translation>Brouillon de {time}</translation>
    </message>
    <message>
        <source>Draft kept</source>
        <translation>Brouillon gardé</translation>
    </message>
    <message>
        <source>Draft not kept</source>
        <translation>Brouillon non gardé</translation>
    </message>
    <message>
        <source>Fill in {blank}, or delete it. Nothing was sent.</source>
        <translation>Complétez {blank} ou effacez-le. Rien n’a été envoyé.</translation>
    </message>
    <message>
        <source>Forward: {subject}</source>
        <translation>Transférer&#xa0;: {subject}</translation>
    </message>
    <message>
        <source>It could not be put into the outbox, so nothing was sent. The draft is kept. ({error})</source>
        <translation>La réponse n’a pas pu être mise dans la boîte d’envoi, rien n’est donc parti. Le brouillon est gardé. ({error})</translation>
    </message>
    <message>
        <source>It waits in the outbox, and is sent {time}.</source>
        <translation>Dans la boîte d’envoi, départ&#xa0;: {time}.</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Garder</translation>
    </message>
    <message>
        <source>Keep this as an answer</source>
        <translation>Garder comme réponse</translation>
    </message>
    <message>
        <source>Kept. A line that begins with / finds it.</source>
        <translation>Gardée. Une ligne qui commence par / la retrouve.</translation>
    </message>
    <message>
        <source>Later…</source>
        <translation>Plus tard…</translation>
    </message>
    <message>
        <source>No answer is kept yet: {key} keeps what you write.</source>
        <translation>Aucune réponse n’est encore gardée&#xa0;: {key} garde ce que vous écrivez.</translation>
    </message>
    <message>
        <source>No mail can be sent to {addresses}: left out.</source>
        <translation>On ne peut pas écrire à {addresses}&#xa0;: laissé de côté.</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Pas maintenant</translation>
    </message>
    <message>
        <source>Reply to all: {subject}</source>
        <translation>Répondre à tous&#xa0;: {subject}</translation>
    </message>
    <message>
        <source>Reply to {name}: {subject}</source>
        <translation>Répondre à {name}&#xa0;: {subject}</translation>
    </message>
    <message>
        <source>Saved answers</source>
        <translation>Réponses gardées</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Envoyer</translation>
    </message>
    <message>
        <source>Send it on to</source>
        <translation>Transférer à</translation>
    </message>
    <message>
        <source>Send {time}</source>
        <translation>Envoyer&#xa0;: {time}</translation>
    </message>
    <message>
        <source>Set up sending…</source>
        <translation>Configurer l’envoi…</translation>
    </message>
    <message>
        <source>Take off {file}</source>
        <translation>Retirer {file}</translation>
    </message>
    <message>
        <source>Taken back: it was not sent.</source>
        <translation>Reprise&#xa0;: elle n’a pas été envoyée.</translation>
    </message>
    <message>
        <source>Text of the answer</source>
        <translation>Texte de la réponse</translation>
    </message>
    <message>
        <source>The draft could not be put on the disk ({reason}). Écluse has it until you quit, and tries again when you write on. Copy it elsewhere if it matters.</source>
        <translation>Le brouillon n’a pas pu être écrit sur le disque ({reason}). Écluse l’a jusqu’à ce que vous quittiez, et réessaie quand vous continuez d’écrire. Copiez-le ailleurs s’il compte pour vous.</translation>
    </message>
    <message>
        <source>The message follows</source>
        <translation>Le message suit</translation>
    </message>
    <message>
        <source>The message you answer is done, and leaves the list</source>
        <translation>Le message auquel vous répondez est traité, et quitte la liste</translation>
    </message>
    <message>
        <source>The quoted text follows</source>
        <translation>Le texte cité suit</translation>
    </message>
    <message>
        <source>There is nothing to keep yet: write something.</source>
        <translation>Il n’y a encore rien à garder&#xa0;: écrivez quelque chose.</translation>
    </message>
    <message>
        <source>There is nothing to send yet: write something.</source>
        <translation>Il n’y a encore rien à envoyer&#xa0;: écrivez quelque chose.</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titre</translation>
    </message>
    <message>
        <source>To</source>
        <translation>À</translation>
    </message>
    <message>
        <source>To {addresses}</source>
        <translation>À {addresses}</translation>
    </message>
    <message>
        <source>Type the address it should go to.</source>
        <translation>Saisissez l’adresse du destinataire.</translation>
    </message>
    <message>
        <source>What is added below your text</source>
        <translation>Ce qui est ajouté sous votre texte</translation>
    </message>
    <message>
        <source>What was attached to the message goes along</source>
        <translation>Ce qui était joint au message part avec</translation>
    </message>
    <message>
        <source>With its files</source>
        <translation>Ses fichiers</translation>
    </message>
    <message>
        <source>Words in braces, such as {my name} or {next check-in}, are filled in each time.</source>
        <translation>Les mots entre accolades, comme {mon nom} ou {prochaine relève}, sont complétés à chaque fois.</translation>
    </message>
    <message>
        <source>Write here. A line that begins with / finds a saved answer.</source>
        <translation>Écrivez ici. Une ligne qui commence par / trouve une réponse gardée.</translation>
    </message>
    <message>
        <source>Your signature and the message follow</source>
        <translation>Votre signature et le message suivent</translation>
    </message>
    <message>
        <source>Your signature and the quoted text follow</source>
        <translation>Votre signature et le texte cité suivent</translation>
    </message>
    <message>
        <source>claire@example.org, …</source>
        <translation>claire@example.org, …</translation>
    </message>
    <message>
        <source>not there</source>
        <translation>introuvable</translation>
    </message>
    <message>
        <source>{file} attached.</source>
        <translation>{file} joint.</translation>
    </message>
    <message>
        <source>Écluse only reads this account so far. To answer, it needs the name of the server that takes your mail, such as smtp.example.org; your mail provider&apos;s help names it. Nothing was sent.</source>
        <translation>Écluse ne fait jusqu’ici que lire ce compte. Pour répondre, il lui faut le nom du serveur qui prend votre courrier, comme smtp.example.org&#x202f;; l’aide de votre fournisseur le donne. Rien n’a été envoyé.</translation>
    </message>
    <message>
        <source>“{account}” cannot send yet</source>
        <translation>«&#xa0;{account}&#xa0;» ne peut pas encore envoyer</translation>
    </message>
    <message>
        <source>“{address}” is not an address mail can be sent to.</source>
        <translation>«&#xa0;{address}&#xa0;» n’est pas une adresse à laquelle on peut écrire.</translation>
    </message>
</context>
<context>
    <name>Answers</name>
    <message>
        <source>A question that is asked twice is worth writing the answer down once.</source>
        <translation>Une question posée deux fois mérite que la réponse soit écrite une fois.</translation>
    </message>
    <message>
        <source>A title to find it by</source>
        <translation>Un titre pour la retrouver</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>Réponses</translation>
    </message>
    <message>
        <source>Any other word in braces is a blank: Tab goes from one to the next.</source>
        <translation>Tout autre mot entre accolades est un blanc&#xa0;: Tab va de l’un à l’autre.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Supprimer</translation>
    </message>
    <message>
        <source>Filled in each time: {names}.</source>
        <translation>Complétés à chaque fois&#xa0;: {names}.</translation>
    </message>
    <message>
        <source>Have it back</source>
        <translation>La reprendre</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Garder</translation>
    </message>
    <message>
        <source>New answer</source>
        <translation>Nouvelle réponse</translation>
    </message>
    <message>
        <source>No answer is kept yet</source>
        <translation>Aucune réponse n’est encore gardée</translation>
    </message>
    <message>
        <source>Nothing found for “{query}”</source>
        <translation>Rien trouvé pour «&#xa0;{query}&#xa0;»</translation>
    </message>
    <message>
        <source>Saved answers</source>
        <translation>Réponses gardées</translation>
    </message>
    <message>
        <source>Search the saved answers</source>
        <translation>Chercher dans les réponses gardées</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Texte</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titre</translation>
    </message>
    <message>
        <source>Words of the title or the text</source>
        <translation>Des mots du titre ou du texte</translation>
    </message>
    <message>
        <source>{used}, last {time}</source>
        <translation>utilisée {used}, la dernière&#xa0;: {time}</translation>
    </message>
    <message>
        <source>“{title}” is deleted.</source>
        <translation>«&#xa0;{title}&#xa0;» est supprimée.</translation>
    </message>
    <message>
        <source>“{title}” is kept.</source>
        <translation>«&#xa0;{title}&#xa0;» est gardée.</translation>
    </message>
</context>
<context>
    <name>App</name>
    <message>
        <source>Quit Écluse</source>
        <translation>Quitter Écluse</translation>
    </message>
    <message>
        <source>This desktop has no tray, so closing the window minimises it. Quitting ends the holding.</source>
        <translation>Ce bureau n’a pas de zone de notification&#xa0;: fermer la fenêtre la réduit. Quitter met fin à la retenue.</translation>
    </message>
    <message>
        <source>Écluse keeps working</source>
        <translation>Écluse continue à travailler</translation>
    </message>
</context>
<context>
    <name>AppearanceForm</name>
    <message>
        <source>As the system</source>
        <translation>Comme le système</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Sombre</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Langue</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Clair</translation>
    </message>
    <message>
        <source>The language changes when Écluse starts the next time.</source>
        <translation>La langue changera au prochain démarrage d’Écluse.</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Thème</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Dismiss</source>
        <translation>Fermer</translation>
    </message>
</context>
<context>
    <name>Batch</name>
    <message>
        <source>Answer promised today</source>
        <translation>Réponse promise aujourd’hui</translation>
    </message>
    <message>
        <source>Bulk</source>
        <translation>En nombre</translation>
    </message>
    <message>
        <source>Everything in this batch is done or snoozed.</source>
        <translation>Tout dans ce lot est traité ou reporté.</translation>
    </message>
    <message>
        <source>Mentions</source>
        <translation>Mentions</translation>
    </message>
    <message>
        <source>Messages of the batch</source>
        <translation>Messages du lot</translation>
    </message>
    <message>
        <source>Nothing else is notified until {time}.</source>
        <translation>Rien d’autre ne sera notifié avant {time}.</translation>
    </message>
    <message>
        <source>Nothing has been released yet</source>
        <translation>Rien n’a encore été remis</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>Un instant…</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personnes</translation>
    </message>
    <message>
        <source>That was all until {time}</source>
        <translation>C’était tout jusqu’à {time}</translation>
    </message>
    <message>
        <source>That was all.</source>
        <translation>C’était tout.</translation>
    </message>
    <message>
        <source>What arrives waits for the check-in at {time}.</source>
        <translation>Ce qui arrive attend la relève de {time}.</translation>
    </message>
    <message>
        <source>What arrives waits for the next check-in.</source>
        <translation>Ce qui arrive attend la prochaine relève.</translation>
    </message>
    <message>
        <source>{key} follows the plan again.</source>
        <translation>{key}&#xa0;: retour au plan.</translation>
    </message>
    <message>
        <source>{time} batch</source>
        <translation>Lot de {time}</translation>
    </message>
    <message>
        <source>{when}: {messages} {people}</source>
        <translation>{when}&#xa0;: {messages} {people}</translation>
    </message>
</context>
<context>
    <name>BetweenForm</name>
    <message>
        <source>A check-in that was missed</source>
        <translation>Une relève manquée</translation>
    </message>
    <message>
        <source>Arrivals come through at once</source>
        <translation>Les messages passent aussitôt</translation>
    </message>
    <message>
        <source>Arrivals wait for the next check-in</source>
        <translation>Les messages attendent la prochaine relève</translation>
    </message>
    <message>
        <source>Give it as soon as I am back and not in focus</source>
        <translation>La remettre dès mon retour, hors concentration</translation>
    </message>
    <message>
        <source>Let it wait for the next check-in</source>
        <translation>La laisser attendre la suivante</translation>
    </message>
    <message>
        <source>Outside blocks and check-ins</source>
        <translation>Hors plages et relèves</translation>
    </message>
</context>
<context>
    <name>BlocksForm</name>
    <message>
        <source>Add</source>
        <translation>Ajouter</translation>
    </message>
    <message>
        <source>Blocks of</source>
        <translation>Plages de</translation>
    </message>
    <message>
        <source>Blocks of the week</source>
        <translation>Plages de la semaine</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Supprimer</translation>
    </message>
    <message>
        <source>Delete the template</source>
        <translation>Supprimer le modèle</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Dupliquer</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>Vide</translation>
    </message>
    <message>
        <source>From a {weekday}</source>
        <translation>D’après un {weekday}</translation>
    </message>
    <message>
        <source>Name of the template</source>
        <translation>Nom du modèle</translation>
    </message>
    <message>
        <source>New template</source>
        <translation>Nouveau modèle</translation>
    </message>
    <message>
        <source>The week</source>
        <translation>La semaine</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
</context>
<context>
    <name>BrowserSignIn</name>
    <message>
        <source>Address to open in your browser</source>
        <translation>Adresse à ouvrir dans votre navigateur</translation>
    </message>
    <message>
        <source>Asking where you sign in…</source>
        <translation>Recherche de l’endroit où vous vous connectez…</translation>
    </message>
    <message>
        <source>No browser could be opened. Open this address in one, on this computer:</source>
        <translation>Aucun navigateur n’a pu être ouvert. Ouvrez cette adresse dans l’un d’eux, sur cet ordinateur&#xa0;:</translation>
    </message>
    <message>
        <source>Stop waiting</source>
        <translation>Ne plus attendre</translation>
    </message>
    <message>
        <source>Waiting for the sign-in</source>
        <translation>Attente de la connexion</translation>
    </message>
    <message>
        <source>Your browser is open: sign in there, and come back. Écluse waits for five minutes.</source>
        <translation>Votre navigateur est ouvert&#xa0;: connectez-vous-y, puis revenez. Écluse attend cinq minutes.</translation>
    </message>
</context>
<context>
    <name>BusyThere</name>
    <message>
        <source>Show me as busy on {service}, with the sign-in of “{account}”</source>
        <translation>M’afficher comme occupé sur {service}, avec la connexion de «&#xa0;{account}&#xa0;»</translation>
    </message>
    <message>
        <source>Show me as busy there too</source>
        <translation>M’y afficher aussi comme occupé</translation>
    </message>
    <message>
        <source>The account is saved, but it cannot show you as busy.</source>
        <translation>Le compte est enregistré, mais ne peut pas vous afficher comme occupé.</translation>
    </message>
    <message>
        <source>While you focus, with the same sign-in: it must be allowed to set your status.</source>
        <translation>Pendant que vous vous concentrez, avec la même connexion&#xa0;: elle doit avoir le droit de fixer votre statut.</translation>
    </message>
</context>
<context>
    <name>CalendarEditor</name>
    <message>
        <source>2026-12-24, 2026-12-31</source>
        <translation>2026-12-24, 2026-12-31</translation>
    </message>
    <message>
        <source>A new calendar</source>
        <translation>Un nouveau calendrier</translation>
    </message>
    <message>
        <source>Add hours</source>
        <translation>Ajouter des heures</translation>
    </message>
    <message>
        <source>Another calendar is called so. Choose another name.</source>
        <translation>Un autre calendrier porte ce nom. Choisissez un autre nom.</translation>
    </message>
    <message>
        <source>Calendar&apos;s name</source>
        <translation>Nom du calendrier</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Change the calendar</source>
        <translation>Modifier le calendrier</translation>
    </message>
    <message>
        <source>Choose one day at least.</source>
        <translation>Choisissez au moins un jour.</translation>
    </message>
    <message>
        <source>Days off are dates such as 2026-12-24, with commas between them.</source>
        <translation>Les jours de congé sont des dates comme 2026-12-24, séparées par des virgules.</translation>
    </message>
    <message>
        <source>Further days off</source>
        <translation>Autres jours de congé</translation>
    </message>
    <message>
        <source>Give the calendar a name.</source>
        <translation>Donnez un nom au calendrier.</translation>
    </message>
    <message>
        <source>Public holidays of</source>
        <translation>Jours fériés de</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Région</translation>
    </message>
    <message>
        <source>Save the calendar</source>
        <translation>Enregistrer le calendrier</translation>
    </message>
    <message>
        <source>There is no time zone “{zone}”: Europe/Paris is one. Left empty, your week&apos;s counts.</source>
        <translation>Il n’y a pas de fuseau horaire «&#xa0;{zone}&#xa0;»&#xa0;: Europe/Paris en est un. Sans fuseau, celui de votre semaine compte.</translation>
    </message>
    <message>
        <source>These hours end when they begin.</source>
        <translation>Ces heures se terminent à l’instant où elles commencent.</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Fuseau horaire</translation>
    </message>
    <message>
        <source>Usual working hours</source>
        <translation>Heures de travail habituelles</translation>
    </message>
    <message>
        <source>What all regions have</source>
        <translation>Ceux de toutes les régions</translation>
    </message>
    <message>
        <source>Working hours</source>
        <translation>Heures de travail</translation>
    </message>
    <message>
        <source>as your week</source>
        <translation>comme votre semaine</translation>
    </message>
    <message>
        <source>no country</source>
        <translation>aucun pays</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>15 min more</source>
        <translation>15&#xa0;min de plus</translation>
    </message>
    <message>
        <source>Always let this person through</source>
        <translation>Toujours laisser passer cette personne</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>Réponses</translation>
    </message>
    <message>
        <source>Ask the accounts now</source>
        <translation>Relever les comptes maintenant</translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation>Joindre des fichiers</translation>
    </message>
    <message>
        <source>Back to the plan</source>
        <translation>Revenir au plan</translation>
    </message>
    <message>
        <source>Charts or tables</source>
        <translation>Graphiques ou tableaux</translation>
    </message>
    <message>
        <source>Check-in</source>
        <translation>Relève</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Commandes</translation>
    </message>
    <message>
        <source>Copy as Markdown</source>
        <translation>Copier en Markdown</translation>
    </message>
    <message>
        <source>Discard the draft</source>
        <translation>Jeter le brouillon</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Traité</translation>
    </message>
    <message>
        <source>Done messages</source>
        <translation>Messages traités</translation>
    </message>
    <message>
        <source>End focus</source>
        <translation>Mettre fin à la concentration</translation>
    </message>
    <message>
        <source>End the check-in</source>
        <translation>Mettre fin à la relève</translation>
    </message>
    <message>
        <source>Focus and check-ins</source>
        <translation>Concentration et relèves</translation>
    </message>
    <message>
        <source>Focus for 25 minutes</source>
        <translation>Se concentrer 25 minutes</translation>
    </message>
    <message>
        <source>Focus for 50 minutes</source>
        <translation>Se concentrer 50 minutes</translation>
    </message>
    <message>
        <source>Focus for 90 minutes</source>
        <translation>Se concentrer 90 minutes</translation>
    </message>
    <message>
        <source>Focus now</source>
        <translation>Se concentrer</translation>
    </message>
    <message>
        <source>Focus until…</source>
        <translation>Concentration jusqu’à…</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Transférer</translation>
    </message>
    <message>
        <source>Go to</source>
        <translation>Aller à</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>En-têtes</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Retenus</translation>
    </message>
    <message>
        <source>Insert an answer</source>
        <translation>Insérer une réponse</translation>
    </message>
    <message>
        <source>Keep this as an answer</source>
        <translation>Garder comme réponse</translation>
    </message>
    <message>
        <source>Keys and help</source>
        <translation>Touches et aide</translation>
    </message>
    <message>
        <source>Ledger</source>
        <translation>Registre</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>Liens</translation>
    </message>
    <message>
        <source>Load the images of this message</source>
        <translation>Charger les images de ce message</translation>
    </message>
    <message>
        <source>Manual</source>
        <translation>Manuel</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Messages</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Suivant</translation>
    </message>
    <message>
        <source>Next week</source>
        <translation>Semaine suivante</translation>
    </message>
    <message>
        <source>Not urgent, do not do that again</source>
        <translation>Pas urgent, ne plus le faire</translation>
    </message>
    <message>
        <source>Objectives</source>
        <translation>Objectifs</translation>
    </message>
    <message>
        <source>Off until Monday</source>
        <translation>En congé jusqu’à lundi</translation>
    </message>
    <message>
        <source>Off until…</source>
        <translation>En congé jusqu’à…</translation>
    </message>
    <message>
        <source>Open a check-in now</source>
        <translation>Ouvrir une relève maintenant</translation>
    </message>
    <message>
        <source>Open at source</source>
        <translation>Ouvrir à la source</translation>
    </message>
    <message>
        <source>Outbox</source>
        <translation>Boîte d’envoi</translation>
    </message>
    <message>
        <source>Pause for today</source>
        <translation>Suspendre le plan pour aujourd’hui</translation>
    </message>
    <message>
        <source>Peek at the queue</source>
        <translation>Coup d’œil à la file</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>Épingler</translation>
    </message>
    <message>
        <source>Plain or formatted text</source>
        <translation>Texte brut ou mis en forme</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Précédent</translation>
    </message>
    <message>
        <source>Previous week</source>
        <translation>Semaine précédente</translation>
    </message>
    <message>
        <source>Quit Écluse</source>
        <translation>Quitter Écluse</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Lire</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>Lecture</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>Répondre</translation>
    </message>
    <message>
        <source>Reply to all</source>
        <translation>Répondre à tous</translation>
    </message>
    <message>
        <source>Save the attachments</source>
        <translation>Enregistrer les pièces jointes</translation>
    </message>
    <message>
        <source>Save the review as a file</source>
        <translation>Enregistrer le bilan dans un fichier</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Rechercher</translation>
    </message>
    <message>
        <source>Select</source>
        <translation>Sélectionner</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Envoyer</translation>
    </message>
    <message>
        <source>Send later</source>
        <translation>Envoyer plus tard</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>Show or hide quoted text</source>
        <translation>Montrer ou replier le texte cité</translation>
    </message>
    <message>
        <source>Snooze</source>
        <translation>Reporter</translation>
    </message>
    <message>
        <source>Snoozed</source>
        <translation>Reportés</translation>
    </message>
    <message>
        <source>This week</source>
        <translation>Cette semaine</translation>
    </message>
    <message>
        <source>Treat the sender as a tool</source>
        <translation>Traiter l’expéditeur comme un outil</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Week in review</source>
        <translation>Bilan de la semaine</translation>
    </message>
    <message>
        <source>Weekly note</source>
        <translation>Note de la semaine</translation>
    </message>
    <message>
        <source>While you answer</source>
        <translation>Pendant que vous répondez</translation>
    </message>
    <message>
        <source>Écluse</source>
        <translation>Écluse</translation>
    </message>
</context>
<context>
    <name>Counted</name>
    <message numerus="yes">
        <source>%Ln a second</source>
        <translation>
            <numerusform>%Ln par seconde</numerusform>
            <numerusform>%Ln par seconde</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln answer(s) open</source>
        <translation>
            <numerusform>%Ln réponse attendue</numerusform>
            <numerusform>%Ln réponses attendues</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln answer(s) you promised would be due before that.</source>
        <translation>
            <numerusform>%Ln réponse promise serait attendue avant cela.</numerusform>
            <numerusform>%Ln réponses promises seraient attendues avant cela.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln attachment(s)</source>
        <translation>
            <numerusform>%Ln pièce jointe</numerusform>
            <numerusform>%Ln pièces jointes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln check-in(s) a day</source>
        <translation>
            <numerusform>%Ln relève par jour</numerusform>
            <numerusform>%Ln relèves par jour</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln cleared</source>
        <translation>
            <numerusform>%Ln vidé</numerusform>
            <numerusform>%Ln vidés</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln day(s)</source>
        <translation>
            <numerusform>%Ln jour</numerusform>
            <numerusform>%Ln jours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln earlier message(s) in this conversation</source>
        <translation>
            <numerusform>%Ln message plus ancien de cette conversation</numerusform>
            <numerusform>%Ln messages plus anciens de cette conversation</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) saved in {folder}.</source>
        <translation>
            <numerusform>%Ln fichier enregistré dans {folder}.</numerusform>
            <numerusform>%Ln fichiers enregistrés dans {folder}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln handled elsewhere</source>
        <translation>
            <numerusform>%Ln traité ailleurs</numerusform>
            <numerusform>%Ln traités ailleurs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln late</source>
        <translation>
            <numerusform>%Ln en retard</numerusform>
            <numerusform>%Ln en retard</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln left</source>
        <translation>
            <numerusform>%Ln restant</numerusform>
            <numerusform>%Ln restants</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln let through as urgent</source>
        <translation>
            <numerusform>%Ln passée comme urgente</numerusform>
            <numerusform>%Ln passées comme urgentes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln link(s)</source>
        <translation>
            <numerusform>%Ln lien</numerusform>
            <numerusform>%Ln liens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s)</source>
        <translation>
            <numerusform>%Ln message</numerusform>
            <numerusform>%Ln messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) done.</source>
        <translation>
            <numerusform>%Ln message traité.</numerusform>
            <numerusform>%Ln messages traités.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) found</source>
        <translation>
            <numerusform>%Ln message trouvé</numerusform>
            <numerusform>%Ln messages trouvés</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) snoozed until {time}.</source>
        <translation>
            <numerusform>%Ln message reporté jusqu’à {time}.</numerusform>
            <numerusform>%Ln messages reportés jusqu’à {time}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) will come back at the time you choose.</source>
        <translation>
            <numerusform>%Ln message reviendra au moment choisi.</numerusform>
            <numerusform>%Ln messages reviendront au moment choisi.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) would never have come out.</source>
        <translation>
            <numerusform>%Ln message ne serait jamais sorti.</numerusform>
            <numerusform>%Ln messages ne seraient jamais sortis.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) written to {file}.</source>
        <translation>
            <numerusform>%Ln message écrit dans {file}.</numerusform>
            <numerusform>%Ln messages écrits dans {file}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln minute(s) left in focus.</source>
        <translation>
            <numerusform>Encore %Ln minute de concentration.</numerusform>
            <numerusform>Encore %Ln minutes de concentration.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more</source>
        <translation>
            <numerusform>%Ln autre</numerusform>
            <numerusform>%Ln autres</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more held, for nobody vouches for the sender</source>
        <translation>
            <numerusform>%Ln autre retenu, car personne ne se porte garant de l’expéditeur</numerusform>
            <numerusform>%Ln autres retenus, car personne ne se porte garant de l’expéditeur</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more held, over its budget</source>
        <translation>
            <numerusform>%Ln autre retenu, au-delà de son budget</numerusform>
            <numerusform>%Ln autres retenus, au-delà de son budget</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln newsletter(s) and automatic message(s)</source>
        <translation>
            <numerusform>%Ln lettre d’information ou message automatique</numerusform>
            <numerusform>%Ln lettres d’information et messages automatiques</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln notification(s)</source>
        <translation>
            <numerusform>%Ln notification</numerusform>
            <numerusform>%Ln notifications</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them you called not urgent</source>
        <translation>
            <numerusform>dont %Ln que vous avez dit non urgent</numerusform>
            <numerusform>dont %Ln que vous avez dits non urgents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln service(s) with a problem</source>
        <translation>
            <numerusform>%Ln service avec un problème</numerusform>
            <numerusform>%Ln services avec un problème</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln urgent message(s) would have come through at once</source>
        <translation>
            <numerusform>%Ln message urgent serait passé tout de suite</numerusform>
            <numerusform>%Ln messages urgents seraient passés tout de suite</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln working day(s)</source>
        <translation>
            <numerusform>%Ln jour ouvré</numerusform>
            <numerusform>%Ln jours ouvrés</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln would have been done silently</source>
        <translation>
            <numerusform>%Ln message aurait été traité en silence</numerusform>
            <numerusform>%Ln messages auraient été traités en silence</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln would have come through at once</source>
        <translation>
            <numerusform>%Ln message serait passé aussitôt</numerusform>
            <numerusform>%Ln messages seraient passés aussitôt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln would have waited by it</source>
        <translation>
            <numerusform>%Ln message aurait attendu à cause d’elle</numerusform>
            <numerusform>%Ln messages auraient attendu à cause d’elle</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Busy on %Ln service(s)</source>
        <translation>
            <numerusform>Occupé sur %Ln service</numerusform>
            <numerusform>Occupé sur %Ln services</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In the last %Ln day(s)</source>
        <translation>
            <numerusform>Sur le dernier jour (%Ln)</numerusform>
            <numerusform>Sur les %Ln derniers jours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sent in %Ln second(s)</source>
        <translation>
            <numerusform>Envoi dans %Ln seconde</numerusform>
            <numerusform>Envoi dans %Ln secondes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show %Ln quoted line(s)</source>
        <translation>
            <numerusform>Montrer %Ln ligne citée</numerusform>
            <numerusform>Montrer %Ln lignes citées</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This message wants to load %Ln image(s) from {host}.</source>
        <translation>
            <numerusform>Ce message veut charger %Ln image depuis {host}.</numerusform>
            <numerusform>Ce message veut charger %Ln images depuis {host}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>et %Ln autre</numerusform>
            <numerusform>et %Ln autres</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>at most %Ln in a focus block</source>
        <translation>
            <numerusform>au plus %Ln par plage de concentration</numerusform>
            <numerusform>au plus %Ln par plage de concentration</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>from %Ln person(s)</source>
        <translation>
            <numerusform>de %Ln personne</numerusform>
            <numerusform>de %Ln personnes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>none of %Ln message(s) would have been its</source>
        <translation>
            <numerusform>le seul message (%Ln) n’aurait pas été pour elle</numerusform>
            <numerusform>aucun des %Ln messages n’aurait été pour elle</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>promises kept ({kept} of %Ln answer(s) in time)</source>
        <translation>
            <numerusform>de promesses tenues ({kept} réponse sur %Ln à temps)</numerusform>
            <numerusform>de promesses tenues ({kept} réponses sur %Ln à temps)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>signs out in %Ln day(s)</source>
        <translation>
            <numerusform>se déconnecte dans %Ln jour</numerusform>
            <numerusform>se déconnecte dans %Ln jours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>used %Ln time(s)</source>
        <translation>
            <numerusform>%Ln fois</numerusform>
            <numerusform>%Ln fois</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>your last %Ln day(s)</source>
        <translation>
            <numerusform>votre dernier jour (%Ln)</numerusform>
            <numerusform>vos %Ln derniers jours</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Data</name>
    <message>
        <source>1 year</source>
        <translation>1 an</translation>
    </message>
    <message>
        <source>2 years</source>
        <translation>2 ans</translation>
    </message>
    <message>
        <source>5 years</source>
        <translation>5 ans</translation>
    </message>
    <message>
        <source>6 months</source>
        <translation>6 mois</translation>
    </message>
    <message>
        <source>90 days</source>
        <translation>90 jours</translation>
    </message>
    <message>
        <source>A copy to take along</source>
        <translation>Une copie à emporter</translation>
    </message>
    <message>
        <source>All else is deleted when Écluse ends. What is left: {left}</source>
        <translation>Tout le reste est supprimé quand Écluse se ferme. Ce qui reste&#xa0;: {left}</translation>
    </message>
    <message>
        <source>All of this is kept on this computer only.</source>
        <translation>Tout ceci n’est gardé que sur cet ordinateur.</translation>
    </message>
    <message>
        <source>Back up…</source>
        <translation>Sauvegarder…</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>Copier la commande</translation>
    </message>
    <message>
        <source>Database and settings in one file, without passwords and tokens.</source>
        <translation>Base de données et réglages dans un seul fichier, sans mots de passe ni jetons.</translation>
    </message>
    <message>
        <source>Delete everything</source>
        <translation>Tout supprimer</translation>
    </message>
    <message>
        <source>Deletes what Écluse keeps on this computer: every message it holds with its history, drafts and what is not sent yet, rules, week, settings, reviews, the log, and its passwords and tokens in the keyring. Services show again what they showed before.</source>
        <translation>Supprime ce qu’Écluse garde sur cet ordinateur&#xa0;: chaque message qu’elle détient avec son histoire, les brouillons et ce qui n’est pas encore envoyé, les règles, la semaine, les réglages, les bilans, le journal, et ses mots de passe et jetons dans le trousseau. Les services montrent de nouveau ce qu’ils montraient avant.</translation>
    </message>
    <message>
        <source>Every message with its history, a line of JSON each, for other programs to read.</source>
        <translation>Chaque message avec son histoire, une ligne de JSON pour chacun, à lire par d’autres programmes.</translation>
    </message>
    <message>
        <source>Everything is deleted. Écluse ends now.</source>
        <translation>Tout est supprimé. Écluse se ferme.</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exporter…</translation>
    </message>
    <message>
        <source>For ever</source>
        <translation>Toujours</translation>
    </message>
    <message>
        <source>How long it is kept</source>
        <translation>Combien de temps cela est gardé</translation>
    </message>
    <message>
        <source>How your time went</source>
        <translation>Emploi de votre temps</translation>
    </message>
    <message>
        <source>Last backup, {time}: {file}</source>
        <translation>Dernière sauvegarde, {time}&#xa0;: {file}</translation>
    </message>
    <message>
        <source>Last backup, {time}: {file}, which is not there any more</source>
        <translation>Dernière sauvegarde, {time}&#xa0;: {file}, qui n’y est plus</translation>
    </message>
    <message>
        <source>Messages that are done</source>
        <translation>Messages traités</translation>
    </message>
    <message>
        <source>No backup was made here yet.</source>
        <translation>Aucune sauvegarde n’a encore été faite ici.</translation>
    </message>
    <message>
        <source>Putting back what services show, then deleting…</source>
        <translation>Remise en place de ce que montrent les services, puis suppression…</translation>
    </message>
    <message>
        <source>Quit Écluse</source>
        <translation>Quitter Écluse</translation>
    </message>
    <message>
        <source>Quit Écluse, then run this in a terminal. It looks at all of the backup first, then puts it in place of what is there, which is kept aside. Passwords stay in the keyring.</source>
        <translation>Quittez Écluse, puis lancez ceci dans un terminal. La commande examine d’abord toute la sauvegarde, puis la met à la place de ce qu’il y a, qui est gardé à part. Les mots de passe restent dans le trousseau.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>Saved. What is older is deleted within a day.</source>
        <translation>Enregistré. Ce qui est plus vieux est supprimé d’ici un jour.</translation>
    </message>
    <message>
        <source>The backup is in {file}. Keep it where only you can read it.</source>
        <translation>La sauvegarde est dans {file}. Gardez-la là où vous seul pouvez la lire.</translation>
    </message>
    <message>
        <source>The command is on the clipboard. Quit Écluse before you run it.</source>
        <translation>La commande est dans le presse-papiers. Quittez Écluse avant de la lancer.</translation>
    </message>
    <message>
        <source>The command that puts a backup back</source>
        <translation>La commande qui remet une sauvegarde en place</translation>
    </message>
    <message>
        <source>This cannot be undone. Type “{phrase}” to go on:</source>
        <translation>Cela ne s’annule pas. Tapez «&#xa0;{phrase}&#xa0;» pour continuer&#xa0;:</translation>
    </message>
    <message>
        <source>To have a backup back</source>
        <translation>Retrouver une sauvegarde</translation>
    </message>
    <message>
        <source>What waits, or is not done, is kept in any case. What is older than you choose is deleted here, once a day and for good; at your servers nothing is deleted.</source>
        <translation>Ce qui attend, ou n’est pas traité, est gardé dans tous les cas. Ce qui est plus vieux que votre choix est supprimé ici, une fois par jour et pour de bon&#x202f;; sur vos serveurs, rien n’est supprimé.</translation>
    </message>
    <message>
        <source>When a source was out of reach</source>
        <translation>Quand une source était injoignable</translation>
    </message>
    <message>
        <source>Write a new file</source>
        <translation>Écrire un nouveau fichier</translation>
    </message>
    <message>
        <source>Writing… You can go on working meanwhile.</source>
        <translation>Écriture… Vous pouvez continuer pendant ce temps.</translation>
    </message>
    <message>
        <source>Your mailboxes are untouched: no message, folder or account changes at any server. Files that you saved, exported or backed up stay where you put them.</source>
        <translation>Vos boîtes aux lettres restent intactes&#xa0;: aucun message, dossier ou compte ne change sur aucun serveur. Les fichiers que vous avez enregistrés, exportés ou sauvegardés restent où vous les avez mis.</translation>
    </message>
    <message>
        <source>delete everything</source>
        <translation>tout supprimer</translation>
    </message>
</context>
<context>
    <name>DayBar</name>
    <message>
        <source>Check-in</source>
        <translation>Relève</translation>
    </message>
    <message>
        <source>Check-in, {length} left</source>
        <translation>Relève, encore {length}</translation>
    </message>
    <message>
        <source>Everything waits, no check-in opens</source>
        <translation>Tout attend, aucune relève ne s’ouvre</translation>
    </message>
    <message>
        <source>Focus, check-ins and days off</source>
        <translation>Concentration, relèves et congés</translation>
    </message>
    <message>
        <source>In focus</source>
        <translation>Concentration</translation>
    </message>
    <message>
        <source>In focus until {time}</source>
        <translation>Concentration jusqu’à {time}</translation>
    </message>
    <message>
        <source>It is {time}. Planned today: {plan}.</source>
        <translation>Il est {time}. Prévu aujourd’hui&#xa0;: {plan}.</translation>
    </message>
    <message>
        <source>Messages come as they arrive</source>
        <translation>Les messages passent dès leur arrivée</translation>
    </message>
    <message>
        <source>Next check-in {time}</source>
        <translation>Prochaine relève {time}</translation>
    </message>
    <message>
        <source>Next focus block {time}</source>
        <translation>Prochaine plage de concentration {time}</translation>
    </message>
    <message>
        <source>No check-in is planned</source>
        <translation>Aucune relève n’est prévue</translation>
    </message>
    <message>
        <source>Nothing is held</source>
        <translation>Rien n’est retenu</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>En congé</translation>
    </message>
    <message>
        <source>Off until {time}</source>
        <translation>En congé jusqu’à {time}</translation>
    </message>
    <message>
        <source>Open time</source>
        <translation>Temps libre</translation>
    </message>
    <message>
        <source>Open until {time}</source>
        <translation>Temps libre jusqu’à {time}</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Plan suspendu</translation>
    </message>
    <message>
        <source>Paused until {time}</source>
        <translation>Plan suspendu jusqu’à {time}</translation>
    </message>
    <message>
        <source>The week follows {zone}, where it is {time}. This machine is in {here}, where it is {now}.</source>
        <translation>La semaine suit {zone}, où il est {time}. Cette machine suit {here}, où il est {now}.</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Aujourd’hui</translation>
    </message>
    <message>
        <source>Together</source>
        <translation>Ensemble</translation>
    </message>
    <message>
        <source>Together until {time}</source>
        <translation>Ensemble jusqu’à {time}</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>rien</translation>
    </message>
    <message>
        <source>{line} ({city} time)</source>
        <translation>{line} (heure de {city})</translation>
    </message>
</context>
<context>
    <name>DayPlanBox</name>
    <message>
        <source>As in any other week</source>
        <translation>Comme toute autre semaine</translation>
    </message>
    <message>
        <source>As it is: {plan}</source>
        <translation>Tel quel&#xa0;: {plan}</translation>
    </message>
    <message>
        <source>Like a {weekday}</source>
        <translation>Comme un {weekday}</translation>
    </message>
    <message>
        <source>Nothing planned</source>
        <translation>Rien de prévu</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>Template: {name}</source>
        <translation>Modèle&#xa0;: {name}</translation>
    </message>
</context>
<context>
    <name>Deeds</name>
    <message>
        <source>Accounts asked.</source>
        <translation>Comptes relevés.</translation>
    </message>
    <message>
        <source>Asking the accounts…</source>
        <translation>Relève des comptes…</translation>
    </message>
    <message>
        <source>Focus ended.</source>
        <translation>Concentration terminée.</translation>
    </message>
    <message>
        <source>From now on {sender} is {tool}. Nobody vouches for this message: it stays an ordinary one.</source>
        <translation>Désormais, {sender} est {tool}. Personne ne se porte garant de ce message&#xa0;: il reste ordinaire.</translation>
    </message>
    <message>
        <source>Messages from {sender} now count as notifications of {tool}.</source>
        <translation>Les messages de {sender} comptent maintenant comme des notifications de {tool}.</translation>
    </message>
    <message>
        <source>Opening {host}…</source>
        <translation>Ouverture de {host}…</translation>
    </message>
    <message>
        <source>Pinned.</source>
        <translation>Épinglé.</translation>
    </message>
    <message>
        <source>The check-in has ended. What arrives waits for the next one.</source>
        <translation>La relève est terminée. Ce qui arrive attend la suivante.</translation>
    </message>
    <message>
        <source>The headers are not to hand: the whole message is not open.</source>
        <translation>Les en-têtes ne sont pas là&#xa0;: le message entier n’est pas ouvert.</translation>
    </message>
    <message>
        <source>The plan is followed again.</source>
        <translation>Le plan est de nouveau suivi.</translation>
    </message>
    <message>
        <source>The week now follows the clock of {zone}, where it is {time}.</source>
        <translation>La semaine suit maintenant le fuseau {zone}, où il est {time}.</translation>
    </message>
    <message>
        <source>There is nothing to undo.</source>
        <translation>Il n’y a rien à annuler.</translation>
    </message>
    <message>
        <source>This link is not opened: only web and mail addresses are.</source>
        <translation>Ce lien n’est pas ouvert&#xa0;: seules les adresses web et de courrier le sont.</translation>
    </message>
    <message>
        <source>This message has no links.</source>
        <translation>Ce message n’a pas de lien.</translation>
    </message>
    <message>
        <source>Undone.</source>
        <translation>Annulé.</translation>
    </message>
    <message>
        <source>Undone: pins are as before.</source>
        <translation>Annulé&#xa0;: les épingles sont comme avant.</translation>
    </message>
    <message>
        <source>Undone: the messages are back.</source>
        <translation>Annulé&#xa0;: les messages sont de retour.</translation>
    </message>
    <message>
        <source>Undone: the messages are not snoozed any more.</source>
        <translation>Annulé&#xa0;: les messages ne sont plus reportés.</translation>
    </message>
    <message>
        <source>Undone: the rule is gone, and what its sender writes may come through.</source>
        <translation>Annulé&#xa0;: la règle est retirée, et ce qu’écrit l’expéditeur peut passer.</translation>
    </message>
    <message>
        <source>Undone: the rule is gone, and what its sender writes waits as before.</source>
        <translation>Annulé&#xa0;: la règle est retirée, et ce qu’écrit l’expéditeur attend comme avant.</translation>
    </message>
    <message>
        <source>Undone: they are ordinary messages again.</source>
        <translation>Annulé&#xa0;: ce sont de nouveau des messages ordinaires.</translation>
    </message>
    <message>
        <source>Unpinned.</source>
        <translation>Détaché.</translation>
    </message>
</context>
<context>
    <name>DigestForm</name>
    <message>
        <source>Add to the week</source>
        <translation>Ajouter à la semaine</translation>
    </message>
    <message>
        <source>At</source>
        <translation>À</translation>
    </message>
    <message>
        <source>Check-in&apos;s name</source>
        <translation>Nom de la relève</translation>
    </message>
    <message>
        <source>Every</source>
        <translation>Chaque</translation>
    </message>
    <message>
        <source>Friday digest</source>
        <translation>Relève du vendredi</translation>
    </message>
    <message>
        <source>Give it a name: the rule names it.</source>
        <translation>Donnez-lui un nom&#xa0;: la règle la nomme.</translation>
    </message>
    <message>
        <source>It lasts 20 minutes; in Settings, Week it can be changed. What the rule holds comes out there.</source>
        <translation>Elle dure 20 minutes&#x202f;; on peut la modifier dans Réglages, Semaine. Ce que la règle retient en sort.</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Pas maintenant</translation>
    </message>
</context>
<context>
    <name>ExceptionsForm</name>
    <message>
        <source>Add these days</source>
        <translation>Ajouter ces jours</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Modifier</translation>
    </message>
    <message>
        <source>Days that differ</source>
        <translation>Jours différents</translation>
    </message>
    <message>
        <source>Delete the days</source>
        <translation>Supprimer ces jours</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>Premier jour</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>Dernier jour</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>On these dates another plan stands in place of the week&apos;s.</source>
        <translation>À ces dates, un autre plan remplace celui de la semaine.</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>What they are called</source>
        <translation>Comment ils s’appellent</translation>
    </message>
    <message>
        <source>optional</source>
        <translation>facultatif</translation>
    </message>
</context>
<context>
    <name>FieldForm</name>
    <message>
        <source>This is needed.</source>
        <translation>Ce champ est nécessaire.</translation>
    </message>
    <message>
        <source>unchanged</source>
        <translation>inchangé</translation>
    </message>
</context>
<context>
    <name>FieldGroup</name>
    <message>
        <source>More settings</source>
        <translation>Plus de réglages</translation>
    </message>
    <message>
        <source>{group}: hidden</source>
        <translation>{group}&#xa0;: masqué</translation>
    </message>
    <message>
        <source>{group}: shown</source>
        <translation>{group}&#xa0;: affiché</translation>
    </message>
</context>
<context>
    <name>FileEditor</name>
    <message>
        <source>Choose a file for: {field}</source>
        <translation>Choisir un fichier pour&#xa0;: {field}</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>Choisir un fichier…</translation>
    </message>
</context>
<context>
    <name>FillIns</name>
    <message>
        <source>date</source>
        <translation>date</translation>
    </message>
    <message>
        <source>first name</source>
        <translation>prénom</translation>
    </message>
    <message>
        <source>my name</source>
        <translation>mon nom</translation>
    </message>
    <message>
        <source>name</source>
        <translation>nom</translation>
    </message>
    <message>
        <source>next check-in</source>
        <translation>prochaine relève</translation>
    </message>
    <message>
        <source>subject</source>
        <translation>objet</translation>
    </message>
</context>
<context>
    <name>Finder</name>
    <message>
        <source>Found at {where}: {server}.</source>
        <translation>Trouvé à {where}&#xa0;: {server}.</translation>
    </message>
    <message>
        <source>Found in DNS, at {where}: {server}.</source>
        <translation>Trouvé dans le DNS, à {where}&#xa0;: {server}.</translation>
    </message>
    <message>
        <source>{provider} is known: {server}.</source>
        <translation>{provider} est connu&#xa0;: {server}.</translation>
    </message>
    <message>
        <source>{provider} takes in the mail of {where}: {server}.</source>
        <translation>{provider} reçoit le courrier de {where}&#xa0;: {server}.</translation>
    </message>
</context>
<context>
    <name>FirstRules</name>
    <message>
        <source>Addresses with commas between them; three messages in one focus block at most. All else waits for its check-in. More can be said in the settings, under Rules.</source>
        <translation>Des adresses séparées par des virgules&#x202f;; trois messages au plus par plage de concentration. Tout le reste attend sa relève. On peut en dire plus dans les réglages, sous Règles.</translation>
    </message>
    <message>
        <source>Sign-in codes and magic links come through at once</source>
        <translation>Les codes de connexion et liens magiques passent aussitôt</translation>
    </message>
    <message>
        <source>These people, too</source>
        <translation>Ces personnes aussi</translation>
    </message>
    <message>
        <source>Who may reach you all the same?</source>
        <translation>Qui peut vous joindre quand même&#x202f;?</translation>
    </message>
</context>
<context>
    <name>FirstRun</name>
    <message>
        <source>Add a mail account. Écluse reads it and changes nothing there: no message is marked, moved or deleted. The password goes into your keyring only.</source>
        <translation>Ajoutez un compte de courrier. Écluse le lit et n’y change rien&#xa0;: aucun message n’est marqué, déplacé ou supprimé. Le mot de passe va dans votre trousseau, et nulle part ailleurs.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Retour</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Continuer</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Terminé</translation>
    </message>
    <message>
        <source>More services can be added in the settings, under Busy.</source>
        <translation>D’autres services peuvent être ajoutés dans les réglages, sous Occupé.</translation>
    </message>
    <message>
        <source>No account at hand?</source>
        <translation>Pas de compte sous la main&#x202f;?</translation>
    </message>
    <message>
        <source>Other apps&apos; notifications then stay silent in your focus blocks. Afterwards it is put back as it was, also after a crash. Your own do-not-disturb is never switched off.</source>
        <translation>Les notifications des autres applications se taisent alors pendant vos plages de concentration. Ensuite, tout est remis comme avant, même après une panne. Votre propre mode «&#xa0;ne pas déranger&#xa0;» n’est jamais désactivé.</translation>
    </message>
    <message>
        <source>Save and continue</source>
        <translation>Enregistrer et continuer</translation>
    </message>
    <message>
        <source>Skip this</source>
        <translation>Passer</translation>
    </message>
    <message>
        <source>Step {number} of {count}</source>
        <translation>Étape {number} sur {count}</translation>
    </message>
    <message>
        <source>Switch on this desktop&apos;s do-not-disturb while I focus</source>
        <translation>Activer «&#xa0;ne pas déranger&#xa0;» sur ce bureau pendant que je me concentre</translation>
    </message>
    <message>
        <source>The sample mailbox is being opened.</source>
        <translation>La boîte d’exemple s’ouvre.</translation>
    </message>
    <message>
        <source>Try the sample mailbox</source>
        <translation>Essayer la boîte d’exemple</translation>
    </message>
    <message>
        <source>What arrives waits for the next check-in, and then comes as one batch with one notification. In between are your focus blocks.</source>
        <translation>Ce qui arrive attend la prochaine relève, puis vous est remis en un seul lot, avec une seule notification. Entre les deux, il y a vos plages de concentration.</translation>
    </message>
    <message>
        <source>When do you want to read them?</source>
        <translation>Quand voulez-vous les lire&#x202f;?</translation>
    </message>
    <message>
        <source>Which messages shall wait for you?</source>
        <translation>Quels messages doivent vous attendre&#x202f;?</translation>
    </message>
    <message>
        <source>Who shall know that you are busy, and who may reach you?</source>
        <translation>Qui doit savoir que vous êtes occupé, et qui peut vous joindre&#x202f;?</translation>
    </message>
    <message>
        <source>“{name}” is saved. Écluse reads it from now on.</source>
        <translation>«&#xa0;{name}&#xa0;» est enregistré. Écluse le lit désormais.</translation>
    </message>
</context>
<context>
    <name>Focus</name>
    <message>
        <source>Everything that arrives is held.</source>
        <translation>Tout ce qui arrive est retenu.</translation>
    </message>
    <message>
        <source>In focus</source>
        <translation>Concentration</translation>
    </message>
    <message>
        <source>No check-in is planned: open one when you want to read.</source>
        <translation>Aucune relève n’est prévue&#xa0;: ouvrez-en une quand vous voulez lire.</translation>
    </message>
    <message>
        <source>Opens the settings of where you are shown as busy.</source>
        <translation>Ouvre les réglages des services où vous êtes affiché comme occupé.</translation>
    </message>
    <message>
        <source>The next batch opens at {time}.</source>
        <translation>Le prochain lot s’ouvre à {time}.</translation>
    </message>
    <message>
        <source>What are you working on?</source>
        <translation>À quoi travaillez-vous&#x202f;?</translation>
    </message>
    <message>
        <source>What you are working on</source>
        <translation>Ce à quoi vous travaillez</translation>
    </message>
    <message>
        <source>left</source>
        <translation>restant</translation>
    </message>
    <message>
        <source>min left</source>
        <translation>min restantes</translation>
    </message>
</context>
<context>
    <name>FocusNow</name>
    <message>
        <source>50m, 11:30, 1h30 Release 2.0 …</source>
        <translation>50m, 11:30, 1h30 Version 2.0 …</translation>
    </message>
    <message>
        <source>Focus until</source>
        <translation>Concentration jusqu’à</translation>
    </message>
    <message>
        <source>For {length}</source>
        <translation>Pendant {length}</translation>
    </message>
    <message>
        <source>Type how long or until when, and after it what you will work on.</source>
        <translation>Tapez combien de temps ou jusqu’à quand, puis ce sur quoi vous allez travailler.</translation>
    </message>
    <message>
        <source>Until the next check-in</source>
        <translation>Jusqu’à la prochaine relève</translation>
    </message>
    <message>
        <source>Until {time}</source>
        <translation>Jusqu’à {time}</translation>
    </message>
    <message>
        <source>until {time}</source>
        <translation>jusqu’à {time}</translation>
    </message>
</context>
<context>
    <name>Gaps</name>
    <message>
        <source>The computer was asleep</source>
        <translation>L’ordinateur était en veille</translation>
    </message>
    <message>
        <source>nothing lost</source>
        <translation>rien n’est perdu</translation>
    </message>
    <message>
        <source>something may be missing, for it does not keep messages that long</source>
        <translation>il manque peut-être quelque chose, car les messages n’y sont pas gardés aussi longtemps</translation>
    </message>
    <message>
        <source>something may be missing, for it was read from a later point</source>
        <translation>il manque peut-être quelque chose, car la lecture a repris plus loin</translation>
    </message>
    <message>
        <source>what came meanwhile cannot be known, for it keeps nothing</source>
        <translation>ce qui est arrivé entre-temps ne peut être connu, car rien n’y est gardé</translation>
    </message>
    <message>
        <source>{account} could not be reached</source>
        <translation>{account} était injoignable</translation>
    </message>
    <message>
        <source>{account} could not be read</source>
        <translation>{account} n’a pas pu être lu</translation>
    </message>
    <message>
        <source>{account} had no good certificate</source>
        <translation>{account} n’avait pas de bon certificat</translation>
    </message>
    <message>
        <source>{account} refused the sign-in</source>
        <translation>{account} a refusé la connexion</translation>
    </message>
    <message>
        <source>{account} was signed out</source>
        <translation>{account} était déconnecté</translation>
    </message>
    <message>
        <source>{account} was without its password</source>
        <translation>{account} était sans son mot de passe</translation>
    </message>
    <message>
        <source>{messages}, {fate}</source>
        <translation>{messages}, {fate}</translation>
    </message>
    <message>
        <source>{who} from {start} to {end}, caught up at {caught_up}: {fate}.</source>
        <translation>{who} de {start} à {end}, rattrapé à {caught_up}&#xa0;: {fate}.</translation>
    </message>
    <message>
        <source>{who} from {start} to {end}, not caught up yet.</source>
        <translation>{who} de {start} à {end}, pas encore rattrapé.</translation>
    </message>
    <message>
        <source>{who} since {start}. What comes there is read when it answers again.</source>
        <translation>{who} depuis {start}. Ce qui y arrive sera lu dès que le serveur répondra.</translation>
    </message>
</context>
<context>
    <name>Health</name>
    <message>
        <source>A setting is wrong</source>
        <translation>Un réglage est faux</translation>
    </message>
    <message>
        <source>Certificate refused</source>
        <translation>Certificat refusé</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Connexion en cours</translation>
    </message>
    <message>
        <source>Sign-in refused</source>
        <translation>Connexion refusée</translation>
    </message>
    <message>
        <source>Signed out</source>
        <translation>Déconnecté</translation>
    </message>
    <message>
        <source>Something is broken</source>
        <translation>Quelque chose ne va pas</translation>
    </message>
    <message>
        <source>Switched off</source>
        <translation>Désactivé</translation>
    </message>
    <message>
        <source>The password or token cannot be read from the keyring</source>
        <translation>Le mot de passe ou le jeton ne peut pas être lu dans le trousseau</translation>
    </message>
    <message>
        <source>The password or token is missing: edit the account to give it</source>
        <translation>Le mot de passe ou le jeton manque&#xa0;: modifiez le compte pour le donner</translation>
    </message>
    <message>
        <source>The server cannot do this</source>
        <translation>Le serveur ne sait pas faire cela</translation>
    </message>
    <message>
        <source>Unreachable</source>
        <translation>Injoignable</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>En marche</translation>
    </message>
    <message>
        <source>signs out within a day</source>
        <translation>se déconnecte d’ici un jour</translation>
    </message>
    <message>
        <source>{state} since {time}</source>
        <translation>{state} depuis {time}</translation>
    </message>
    <message>
        <source>{state}, checked {time}</source>
        <translation>{state}, relevé {time}</translation>
    </message>
    <message>
        <source>{state}, trying again at {time}</source>
        <translation>{state}, nouvel essai à {time}</translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Touches</translation>
    </message>
    <message>
        <source>Single letters work wherever you are not typing. Everything is also in Ctrl+K.</source>
        <translation>Les lettres seules marchent partout où vous n’écrivez pas. Tout se trouve aussi dans Ctrl+K.</translation>
    </message>
</context>
<context>
    <name>HelpPage</name>
    <message>
        <source>Chapters</source>
        <translation>Chapitres</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Touches</translation>
    </message>
    <message>
        <source>Manual</source>
        <translation>Manuel</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Action</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>an answer is promised</source>
        <translation>une réponse est promise</translation>
    </message>
    <message>
        <source>answered</source>
        <translation>répondu</translation>
    </message>
    <message>
        <source>archived at the server</source>
        <translation>archivé sur le serveur</translation>
    </message>
    <message>
        <source>arrived and was held</source>
        <translation>arrivé et retenu</translation>
    </message>
    <message>
        <source>came another way too</source>
        <translation>arrivé aussi par un autre chemin</translation>
    </message>
    <message>
        <source>came back</source>
        <translation>revenu</translation>
    </message>
    <message>
        <source>came back from its snooze</source>
        <translation>revenu après avoir été reporté</translation>
    </message>
    <message>
        <source>came through at once</source>
        <translation>passé aussitôt</translation>
    </message>
    <message>
        <source>could not be changed at the server, and stays as it was there</source>
        <translation>n’a pas pu être changé sur le serveur, et y reste tel quel</translation>
    </message>
    <message>
        <source>could not be changed back at the server</source>
        <translation>n’a pas pu être remis sur le serveur comme avant</translation>
    </message>
    <message>
        <source>done</source>
        <translation>traité</translation>
    </message>
    <message>
        <source>done by a rule</source>
        <translation>traité par une règle</translation>
    </message>
    <message>
        <source>due {time}</source>
        <translation>avant {time}</translation>
    </message>
    <message>
        <source>fetched with the history of its account</source>
        <translation>rapporté avec l’historique de son compte</translation>
    </message>
    <message>
        <source>held by a rule</source>
        <translation>retenu par une règle</translation>
    </message>
    <message>
        <source>held by a rule for the check-in “{name}”</source>
        <translation>retenu par une règle pour la relève «&#xa0;{name}&#xa0;»</translation>
    </message>
    <message>
        <source>held for the next check-in</source>
        <translation>retenu pour la prochaine relève</translation>
    </message>
    <message>
        <source>held, first in its group: its rule had let enough through by then</source>
        <translation>retenu, en tête de son groupe&#xa0;: sa règle en avait déjà laissé passer assez</translation>
    </message>
    <message>
        <source>held, for you were in focus</source>
        <translation>retenu, car vous étiez en concentration</translation>
    </message>
    <message>
        <source>held: that check-in did not admit it</source>
        <translation>retenu&#xa0;: cette relève ne l’admettait pas</translation>
    </message>
    <message>
        <source>its sender was called a tool</source>
        <translation>son expéditeur a été déclaré comme outil</translation>
    </message>
    <message>
        <source>marked as read at the server</source>
        <translation>marqué comme lu sur le serveur</translation>
    </message>
    <message>
        <source>moved or deleted in another program, so done here</source>
        <translation>déplacé ou supprimé dans un autre programme, donc traité ici</translation>
    </message>
    <message>
        <source>not let through at once: it came too late to be urgent</source>
        <translation>pas passé aussitôt&#xa0;: arrivé trop tard pour être urgent</translation>
    </message>
    <message>
        <source>not let through at once: nobody vouches for its sender</source>
        <translation>pas transmis aussitôt&#xa0;: personne ne se porte garant de l’expéditeur</translation>
    </message>
    <message>
        <source>out too late: the code or link in it was good no more</source>
        <translation>sorti trop tard&#xa0;: le code ou le lien ne valait plus</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>épinglé</translation>
    </message>
    <message>
        <source>read in another program, so done here</source>
        <translation>lu dans un autre programme, donc traité ici</translation>
    </message>
    <message>
        <source>released</source>
        <translation>remis</translation>
    </message>
    <message>
        <source>released by the check-in</source>
        <translation>remis par la relève</translation>
    </message>
    <message>
        <source>released in open time</source>
        <translation>remis en temps libre</translation>
    </message>
    <message>
        <source>released: nothing is held while together</source>
        <translation>remis&#xa0;: rien n’est retenu pendant «&#xa0;ensemble&#xa0;»</translation>
    </message>
    <message>
        <source>since {time}</source>
        <translation>depuis {time}</translation>
    </message>
    <message>
        <source>snoozed</source>
        <translation>reporté</translation>
    </message>
    <message>
        <source>taken back: it is not done</source>
        <translation>annulé&#xa0;: il n’est pas traité</translation>
    </message>
    <message>
        <source>taken back: it is not snoozed</source>
        <translation>annulé&#xa0;: il n’est pas reporté</translation>
    </message>
    <message>
        <source>taken back: its sender is no tool</source>
        <translation>annulé&#xa0;: son expéditeur n’est pas un outil</translation>
    </message>
    <message>
        <source>taken back: the rule is gone</source>
        <translation>annulé&#xa0;: la règle est retirée</translation>
    </message>
    <message>
        <source>undone</source>
        <translation>annulé</translation>
    </message>
    <message>
        <source>unpinned</source>
        <translation>désépinglé</translation>
    </message>
    <message>
        <source>you called it not urgent: a rule was written</source>
        <translation>vous l’avez dit non urgent&#xa0;: une règle a été écrite</translation>
    </message>
    <message>
        <source>you let its sender through at once: a rule was written</source>
        <translation>vous laissez passer son expéditeur&#xa0;: une règle a été écrite</translation>
    </message>
</context>
<context>
    <name>History fetched</name>
    <message>
        <source>Fetching history</source>
        <translation>Historique en cours de récupération</translation>
    </message>
    <message>
        <source>Fetching history: {done} of about {all}</source>
        <translation>Récupération de l’historique&#xa0;: {done} sur environ {all}</translation>
    </message>
    <message>
        <source>History paused</source>
        <translation>Historique en pause</translation>
    </message>
    <message>
        <source>History since {day} is here</source>
        <translation>L’historique depuis le {day} est là</translation>
    </message>
    <message>
        <source>The whole history is here</source>
        <translation>Tout l’historique est là</translation>
    </message>
    <message>
        <source>back to {day}</source>
        <translation>jusqu’au {day}</translation>
    </message>
    <message>
        <source>the account cannot be read: see above</source>
        <translation>le compte ne peut pas être lu&#xa0;: voir plus haut</translation>
    </message>
    <message>
        <source>the account is read first</source>
        <translation>le compte est lu d’abord</translation>
    </message>
    <message>
        <source>the disk could not be written</source>
        <translation>écriture impossible sur le disque</translation>
    </message>
    <message>
        <source>the disk is nearly full: make room, and it goes on</source>
        <translation>le disque est presque plein&#xa0;: faites de la place, et cela reprend</translation>
    </message>
    <message>
        <source>the server cannot be reached</source>
        <translation>le serveur est injoignable</translation>
    </message>
    <message>
        <source>{problem}, trying again at {time}</source>
        <translation>{problem}, nouvel essai à {time}</translation>
    </message>
</context>
<context>
    <name>HistoryStrip</name>
    <message numerus="yes">
        <source>%Ln year(s)</source>
        <translation>
            <numerusform>%Ln an</numerusform>
            <numerusform>%Ln ans</numerusform>
        </translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Tout</translation>
    </message>
    <message>
        <source>Fetch</source>
        <translation>Récupérer</translation>
    </message>
    <message>
        <source>Fetch history…</source>
        <translation>Récupérer l’historique…</translation>
    </message>
    <message>
        <source>Fetch no more</source>
        <translation>Arrêter là</translation>
    </message>
    <message>
        <source>Fetch no more history of {name}</source>
        <translation>Ne plus récupérer l’historique de {name}</translation>
    </message>
    <message>
        <source>Fetch the history of {name}</source>
        <translation>Récupérer l’historique de {name}</translation>
    </message>
    <message>
        <source>Further back…</source>
        <translation>Remonter plus loin…</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Reprendre</translation>
    </message>
    <message>
        <source>Go on with the history of {name}</source>
        <translation>Reprendre l’historique de {name}</translation>
    </message>
    <message>
        <source>History of {name}</source>
        <translation>Historique de {name}</translation>
    </message>
    <message>
        <source>How far back</source>
        <translation>Jusqu’où remonter</translation>
    </message>
    <message>
        <source>It is fetched in the background, newest first, and stored as done: you can search and read it, and nothing of it is shown as new. Nothing changes at the server.</source>
        <translation>Il est récupéré en arrière-plan, du plus récent au plus ancien, et classé comme traité&#xa0;: vous pouvez y chercher et le lire, et rien n’en est montré comme nouveau. Rien ne change sur le serveur.</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>Laisser</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Pause the history of {name}</source>
        <translation>Mettre en pause l’historique de {name}</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Depuis</translation>
    </message>
    <message>
        <source>Since a day…</source>
        <translation>Depuis un jour…</translation>
    </message>
</context>
<context>
    <name>Hold</name>
    <message>
        <source>Came through at once by your rule “{rule}”.</source>
        <translation>Passé aussitôt par votre passe-droit «&#xa0;{rule}&#xa0;».</translation>
    </message>
    <message>
        <source>Done silently by your rule “{rule}”.</source>
        <translation>Traité en silence par votre règle «&#xa0;{rule}&#xa0;».</translation>
    </message>
    <message>
        <source>Given to you at {time}, too late: the code or link in it was good no more by then.</source>
        <translation>Remis à {time}, trop tard&#xa0;: son code ou son lien n’était plus valable.</translation>
    </message>
    <message>
        <source>Given to you at {time}.</source>
        <translation>Remis à {time}.</translation>
    </message>
    <message>
        <source>Held until {time}, by your rule “{rule}”.</source>
        <translation>Retenu jusqu’à {time}, par votre règle «&#xa0;{rule}&#xa0;».</translation>
    </message>
    <message>
        <source>Held until {time}, the check-in “{name}”, by your rule “{rule}”.</source>
        <translation>Retenu jusqu’à {time}, la relève «&#xa0;{name}&#xa0;», par votre règle «&#xa0;{rule}&#xa0;».</translation>
    </message>
    <message>
        <source>Held until {time}, the check-in “{name}”.</source>
        <translation>Retenu jusqu’à {time}, la relève «&#xa0;{name}&#xa0;».</translation>
    </message>
    <message>
        <source>Held until {time}, the first check-in that admits it.</source>
        <translation>Retenu jusqu’à {time}, la première relève qui l’admet.</translation>
    </message>
    <message>
        <source>Held until {time}, the next check-in.</source>
        <translation>Retenu jusqu’à {time}, la prochaine relève.</translation>
    </message>
    <message>
        <source>Held until {time}, when nothing is held any more.</source>
        <translation>Retenu jusqu’à {time}, où plus rien n’est retenu.</translation>
    </message>
    <message>
        <source>Held until {time}, when “{name}” begins and nothing is held.</source>
        <translation>Retenu jusqu’à {time}, quand «&#xa0;{name}&#xa0;» commence et que rien n’est retenu.</translation>
    </message>
    <message>
        <source>Held until {time}: you are in focus on “{name}”.</source>
        <translation>Retenu jusqu’à {time}&#xa0;: vous êtes concentré sur «&#xa0;{name}&#xa0;».</translation>
    </message>
    <message>
        <source>Held until {time}: you are in focus.</source>
        <translation>Retenu jusqu’à {time}&#xa0;: vous êtes en concentration.</translation>
    </message>
    <message>
        <source>Held until {time}: you are off until then.</source>
        <translation>Retenu jusqu’à {time}&#xa0;: vous êtes en congé jusque-là.</translation>
    </message>
    <message>
        <source>Held until {time}: “{name}” is the first check-in that admits it.</source>
        <translation>Retenu jusqu’à {time}&#xa0;: «&#xa0;{name}&#xa0;» est la première relève qui l’admet.</translation>
    </message>
    <message>
        <source>Held {length} while you were in focus on “{name}”, given to you at {time}.</source>
        <translation>Retenu {length} pendant que vous étiez concentré sur «&#xa0;{name}&#xa0;», remis à {time}.</translation>
    </message>
    <message>
        <source>Held {length}, given to you at {time}.</source>
        <translation>Retenu {length}, remis à {time}.</translation>
    </message>
    <message>
        <source>It looks like it is from {sender}, but nobody vouches for that: your rule “{rule}” does not let it through.</source>
        <translation>Ce message semble venir de {sender}, mais personne ne s’en porte garant&#xa0;: votre règle «&#xa0;{rule}&#xa0;» ne le laisse pas passer.</translation>
    </message>
    <message>
        <source>New rule “{name}”. But nobody vouches that this message is from them: one like it would still wait, and say so.</source>
        <translation>Nouvelle règle «&#xa0;{name}&#xa0;». Mais personne ne garantit que ce message vient d’elle&#xa0;: un tel message attendrait encore, et le dirait.</translation>
    </message>
    <message>
        <source>New rule “{name}”: it comes through at once from now on.</source>
        <translation>Nouvelle règle «&#xa0;{name}&#xa0;»&#xa0;: désormais, cela passe aussitôt.</translation>
    </message>
    <message>
        <source>New rule “{name}”: it waits from now on.</source>
        <translation>Nouvelle règle «&#xa0;{name}&#xa0;»&#xa0;: désormais, cela attend.</translation>
    </message>
    <message>
        <source>No planned check-in admits it. Open a check-in, or plan one in the settings.</source>
        <translation>Aucune relève prévue ne l’admet. Ouvrez une relève, ou prévoyez-en une dans les réglages.</translation>
    </message>
    <message>
        <source>The rule “{name}” was there already. Nothing was changed.</source>
        <translation>La règle «&#xa0;{name}&#xa0;» existait déjà. Rien n’a été modifié.</translation>
    </message>
    <message>
        <source>You snoozed it until {time} (“{name}”).</source>
        <translation>Vous l’avez reporté jusqu’à {time} («&#xa0;{name}&#xa0;»).</translation>
    </message>
    <message>
        <source>You snoozed it until {time}.</source>
        <translation>Vous l’avez reporté jusqu’à {time}.</translation>
    </message>
    <message>
        <source>Your rule “{rule}” did not let it through: it came too late to be urgent.</source>
        <translation>Votre règle «&#xa0;{rule}&#xa0;» ne l’a pas laissé passer&#xa0;: il est arrivé trop tard pour être urgent.</translation>
    </message>
    <message>
        <source>Your rule “{rule}” had let enough through in this focus block: this one comes first in its group.</source>
        <translation>Votre règle «&#xa0;{rule}&#xa0;» en avait laissé passer assez dans cette plage de concentration&#xa0;: celui-ci vient en tête de son groupe.</translation>
    </message>
    <message>
        <source>Your rule “{rule}” has it wait for “{name}”, and no check-in is called so.</source>
        <translation>Votre règle «&#xa0;{rule}&#xa0;» le fait attendre «&#xa0;{name}&#xa0;», et aucune relève ne s’appelle ainsi.</translation>
    </message>
    <message>
        <source>Your rule “{rule}” has it wait.</source>
        <translation>Votre règle «&#xa0;{rule}&#xa0;» le fait attendre.</translation>
    </message>
</context>
<context>
    <name>HolidaysForm</name>
    <message>
        <source>Country</source>
        <translation>Pays</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Aucun</translation>
    </message>
    <message>
        <source>None are known for the years to come.</source>
        <translation>Aucun n’est connu pour les années à venir.</translation>
    </message>
    <message>
        <source>On public holidays another plan stands in place of the week&apos;s.</source>
        <translation>Les jours fériés, un autre plan remplace celui de la semaine.</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Région</translation>
    </message>
    <message>
        <source>The next ones</source>
        <translation>Les prochains</translation>
    </message>
    <message>
        <source>The next public holidays</source>
        <translation>Les prochains jours fériés</translation>
    </message>
    <message>
        <source>What all regions have</source>
        <translation>Ceux de toutes les régions</translation>
    </message>
    <message>
        <source>Work on this day</source>
        <translation>Travailler ce jour-là</translation>
    </message>
    <message>
        <source>as in any other week</source>
        <translation>comme toute autre semaine</translation>
    </message>
    <message>
        <source>{day} ({instead})</source>
        <translation>{day} ({instead})</translation>
    </message>
</context>
<context>
    <name>HoursRow</name>
    <message>
        <source>From</source>
        <translation>De</translation>
    </message>
    <message>
        <source>Take these hours away</source>
        <translation>Retirer ces heures</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>À</translation>
    </message>
</context>
<context>
    <name>Items</name>
    <message>
        <source>(no subject)</source>
        <translation>(sans objet)</translation>
    </message>
    <message>
        <source>This message could not be read here. Open it at the source.</source>
        <translation>Ce message n’a pas pu être lu ici. Ouvrez-le à la source.</translation>
    </message>
    <message>
        <source>Unknown sender</source>
        <translation>Expéditeur inconnu</translation>
    </message>
    <message>
        <source>assigned</source>
        <translation>attribué</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>automatique</translation>
    </message>
    <message>
        <source>came through</source>
        <translation>passé</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>changé</translation>
    </message>
    <message>
        <source>check the sender</source>
        <translation>vérifier l’expéditeur</translation>
    </message>
    <message>
        <source>draft</source>
        <translation>brouillon</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>expiré</translation>
    </message>
    <message>
        <source>followed</source>
        <translation>suivi</translation>
    </message>
    <message>
        <source>held</source>
        <translation>retenu</translation>
    </message>
    <message>
        <source>held {length}</source>
        <translation>retenu {length}</translation>
    </message>
    <message>
        <source>list</source>
        <translation>liste</translation>
    </message>
    <message>
        <source>looks like {tool}</source>
        <translation>ressemble à {tool}</translation>
    </message>
    <message>
        <source>mentioned</source>
        <translation>mention</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>épinglé</translation>
    </message>
    <message>
        <source>replied</source>
        <translation>réponse</translation>
    </message>
    <message>
        <source>review asked</source>
        <translation>à relire</translation>
    </message>
    <message>
        <source>selected</source>
        <translation>sélectionné</translation>
    </message>
    <message>
        <source>to you</source>
        <translation>à vous</translation>
    </message>
    <message>
        <source>until {time}</source>
        <translation>jusqu’à {time}</translation>
    </message>
</context>
<context>
    <name>Later</name>
    <message>
        <source>14:30, 2h, mon 9:00, 2026-11-30 …</source>
        <translation>14:30, 2h, lun 9:00, 2026-11-30 …</translation>
    </message>
    <message>
        <source>A city or a country</source>
        <translation>Une ville ou un pays</translation>
    </message>
    <message>
        <source>Asked once for {address}, and kept on this computer.</source>
        <translation>Demandé une fois pour {address}, et gardé sur cet ordinateur.</translation>
    </message>
    <message>
        <source>At once</source>
        <translation>Tout de suite</translation>
    </message>
    <message>
        <source>At their 9:00 ({place})</source>
        <translation>À 9:00 chez eux ({place})</translation>
    </message>
    <message>
        <source>At their 9:00…</source>
        <translation>À 9:00 chez eux…</translation>
    </message>
    <message>
        <source>It waits in the outbox until then; this computer has to be on.</source>
        <translation>Elle attend dans la boîte d’envoi jusque-là&#x202f;; cet ordinateur doit être allumé.</translation>
    </message>
    <message>
        <source>Monday morning</source>
        <translation>Lundi matin</translation>
    </message>
    <message>
        <source>Send later</source>
        <translation>Envoyer plus tard</translation>
    </message>
    <message>
        <source>The first ones go with the clock their mail was written by.</source>
        <translation>Les premiers vont avec l’heure à laquelle leur message a été écrit.</translation>
    </message>
    <message>
        <source>They live elsewhere than {place}…</source>
        <translation>Ils vivent ailleurs qu’à {place}…</translation>
    </message>
    <message>
        <source>Tomorrow morning</source>
        <translation>Demain matin</translation>
    </message>
    <message>
        <source>Where do they live?</source>
        <translation>Où vivent-ils&#x202f;?</translation>
    </message>
    <message>
        <source>where do they live?</source>
        <translation>où vivent-ils&#x202f;?</translation>
    </message>
    <message>
        <source>{time} there</source>
        <translation>{time} là-bas</translation>
    </message>
</context>
<context>
    <name>Ledger</name>
    <message>
        <source>All accounts</source>
        <translation>Tous les comptes</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Counted since {time}.</source>
        <translation>Compté depuis {time}.</translation>
    </message>
    <message>
        <source>It adds up: what was received is counted as it comes, apart from where it is now.</source>
        <translation>Le compte est juste&#xa0;: ce qui est reçu est compté à l’arrivée, indépendamment de l’état présent.</translation>
    </message>
    <message>
        <source>It does not add up: this is a fault of Écluse. Nothing was changed; please report it.</source>
        <translation>Le compte n’est pas juste&#xa0;: c’est une faute d’Écluse. Rien n’a été modifié&#x202f;; merci de la signaler.</translation>
    </message>
    <message>
        <source>Ledger</source>
        <translation>Registre</translation>
    </message>
    <message>
        <source>Never, in the last twelve weeks.</source>
        <translation>Jamais, ces douze dernières semaines.</translation>
    </message>
    <message>
        <source>When a source could not be asked</source>
        <translation>Quand une source n’a pu être interrogée</translation>
    </message>
    <message>
        <source>done</source>
        <translation>traités</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>expirés</translation>
    </message>
    <message>
        <source>held</source>
        <translation>retenus</translation>
    </message>
    <message>
        <source>received</source>
        <translation>reçus</translation>
    </message>
    <message>
        <source>released</source>
        <translation>remis</translation>
    </message>
    <message>
        <source>snoozed</source>
        <translation>reportés</translation>
    </message>
    <message>
        <source>{number} more were deleted, as you asked.</source>
        <translation>{number} de plus ont été supprimés, à votre demande.</translation>
    </message>
</context>
<context>
    <name>Left</name>
    <message>
        <source>The folder {name} may not be written to: what is in it stays. Delete it yourself.</source>
        <translation>Le dossier {name} est protégé en écriture&#xa0;: son contenu reste. Supprimez-le vous-même.</translation>
    </message>
    <message>
        <source>The keyring could not be used: the password or token of “{name}” may still be in it. The keyring&apos;s own program removes it.</source>
        <translation>Le trousseau n’a pas pu être utilisé&#xa0;: le mot de passe ou le jeton de «&#xa0;{name}&#xa0;» s’y trouve peut-être encore. L’application du trousseau permet de le supprimer.</translation>
    </message>
    <message>
        <source>The sign-in of “{name}” could not be taken back. Your account&apos;s page at that service lists what may use it, and removes it.</source>
        <translation>L’autorisation accordée à «&#xa0;{name}&#xa0;» n’a pas pu être révoquée. La page de votre compte sur ce service liste les applications autorisées et permet d’en retirer.</translation>
    </message>
    <message>
        <source>What “{name}” showed before could not be put back: it may still show you as busy. Change that there.</source>
        <translation>L’état que montrait «&#xa0;{name}&#xa0;» n’a pas pu être rétabli&#xa0;: ce service vous montre peut-être encore occupé. Changez-le là-bas.</translation>
    </message>
    <message>
        <source>{name} could not be deleted ({detail}). Delete it yourself.</source>
        <translation>{name} n’a pas pu être supprimé ({detail}). Supprimez-le vous-même.</translation>
    </message>
    <message>
        <source>{name} is a link: the link is deleted, and where it leads stays: {detail}.</source>
        <translation>{name} est un lien&#xa0;: le lien est supprimé, et le fichier vers lequel il mène reste&#xa0;: {detail}.</translation>
    </message>
</context>
<context>
    <name>Mailbox</name>
    <message>
        <source>In focus they still pop up. Add “Do not disturb on this desktop” under Busy to keep them off.</source>
        <translation>Pendant la concentration, elles s’affichent quand même. Ajoutez «&#xa0;Ne pas déranger, sur ce bureau&#xa0;» sous Occupé pour les retenir.</translation>
    </message>
    <message>
        <source>In focus they still pop up: do not disturb does not work ({why})</source>
        <translation>Pendant la concentration, elles s’affichent quand même&#xa0;: «&#xa0;Ne pas déranger&#xa0;» ne fonctionne pas ({why})</translation>
    </message>
    <message>
        <source>Nothing shows notifications on this desktop.</source>
        <translation>Rien n’affiche de notifications sur ce bureau.</translation>
    </message>
    <message>
        <source>The server says: “{said}”</source>
        <translation>Le serveur dit&#xa0;: «&#xa0;{said}&#xa0;»</translation>
    </message>
    <message>
        <source>all mail</source>
        <translation>tous les messages</translation>
    </message>
    <message>
        <source>archive</source>
        <translation>archive</translation>
    </message>
    <message>
        <source>drafts</source>
        <translation>brouillons</translation>
    </message>
    <message>
        <source>junk mail</source>
        <translation>indésirables</translation>
    </message>
    <message>
        <source>sent mail</source>
        <translation>envoyés</translation>
    </message>
    <message>
        <source>trash</source>
        <translation>corbeille</translation>
    </message>
    <message>
        <source>{name} ({use})</source>
        <translation>{name} ({use})</translation>
    </message>
    <message>
        <source>Écluse hears what is shown by {server}. Nothing was shown or kept.</source>
        <translation>Écluse entend ce qu’affiche {server}. Rien n’a été affiché ni conservé.</translation>
    </message>
    <message>
        <source>“{mailbox}” cannot be read: {said}</source>
        <translation>«&#xa0;{mailbox}&#xa0;» ne peut pas être lue&#xa0;: {said}</translation>
    </message>
</context>
<context>
    <name>Modes</name>
    <message>
        <source>check-in</source>
        <translation>relève</translation>
    </message>
    <message>
        <source>focus</source>
        <translation>concentration</translation>
    </message>
    <message>
        <source>open time</source>
        <translation>temps libre</translation>
    </message>
    <message>
        <source>together</source>
        <translation>ensemble</translation>
    </message>
</context>
<context>
    <name>NamesEditor</name>
    <message>
        <source>Several are separated by commas</source>
        <translation>Plusieurs se séparent par des virgules</translation>
    </message>
</context>
<context>
    <name>Note</name>
    <message>
        <source>Back</source>
        <translation>Retour</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>Copié.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Edit the template…</source>
        <translation>Modifier le modèle…</translation>
    </message>
    <message>
        <source>Filled in each week: {names}.</source>
        <translation>Remplis chaque semaine&#xa0;: {names}.</translation>
    </message>
    <message>
        <source>For teammates, to copy where you like. Nothing sends it.</source>
        <translation>Pour l’équipe, à copier où vous voulez. Rien ne l’envoie.</translation>
    </message>
    <message>
        <source>Intentions that stay out of the note</source>
        <translation>Intentions qui restent hors de la note</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>Template of the note</source>
        <translation>Modèle de la note</translation>
    </message>
    <message>
        <source>The template is saved.</source>
        <translation>Le modèle est enregistré.</translation>
    </message>
    <message>
        <source>The template is too long: {most} characters at most.</source>
        <translation>Le modèle est trop long&#xa0;: {most} caractères au plus.</translation>
    </message>
    <message>
        <source>The usual template</source>
        <translation>Le modèle habituel</translation>
    </message>
    <message>
        <source>Ticked intentions stay out of the note, unless you ask for them. They stay in your review.</source>
        <translation>Les intentions cochées restent hors de la note, sauf si vous les demandez. Elles restent dans votre bilan.</translation>
    </message>
    <message>
        <source>Weekly note</source>
        <translation>Note de la semaine</translation>
    </message>
    <message>
        <source>What is private</source>
        <translation>Ce qui est privé</translation>
    </message>
    <message>
        <source>What is private…</source>
        <translation>Ce qui est privé…</translation>
    </message>
    <message>
        <source>With what is private</source>
        <translation>Avec ce qui est privé</translation>
    </message>
</context>
<context>
    <name>NotificationsForm</name>
    <message>
        <source>Contract renewal, clause 4</source>
        <translation>Renouvellement du contrat, article 4</translation>
    </message>
    <message>
        <source>Only how many</source>
        <translation>Seulement combien</translation>
    </message>
    <message>
        <source>There is one notification for each batch, and one for each message that your rules let through. They may show on a locked screen: choose how much they say.</source>
        <translation>Il y a une notification par lot, et une par message que vos passe-droits laissent passer. Elles peuvent s’afficher sur un écran verrouillé&#xa0;: choisissez ce qu’elles disent.</translation>
    </message>
    <message>
        <source>Who wrote</source>
        <translation>Qui écrit</translation>
    </message>
    <message>
        <source>Who wrote, and the subjects</source>
        <translation>Qui écrit, et les objets</translation>
    </message>
    <message>
        <source>“{text}”</source>
        <translation>«&#xa0;{text}&#xa0;»</translation>
    </message>
</context>
<context>
    <name>NumberEditor</name>
    <message>
        <source>not set</source>
        <translation>non réglé</translation>
    </message>
</context>
<context>
    <name>Objectives</name>
    <message>
        <source>Add</source>
        <translation>Ajouter</translation>
    </message>
    <message>
        <source>An objective needs a name: the old one stays.</source>
        <translation>Un objectif a besoin d’un nom&#xa0;: l’ancien reste.</translation>
    </message>
    <message>
        <source>Another intention</source>
        <translation>Autre intention</translation>
    </message>
    <message>
        <source>Another intention, then Enter</source>
        <translation>Autre intention, puis Entrée</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Every quarter</source>
        <translation>Tous les trimestres</translation>
    </message>
    <message>
        <source>Intentions that belong to it</source>
        <translation>Intentions qui en font partie</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>New objective</source>
        <translation>Nouvel objectif</translation>
    </message>
    <message>
        <source>Objectives</source>
        <translation>Objectifs</translation>
    </message>
    <message>
        <source>Quarter</source>
        <translation>Trimestre</translation>
    </message>
    <message>
        <source>Q{number} {year}</source>
        <translation>T{number} {year}</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Retirer</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>What a quarter is for. The hours of a focus block count for the objective that its intention belongs to.</source>
        <translation>Ce à quoi sert un trimestre. Les heures d’une plage de concentration comptent pour l’objectif dont son intention fait partie.</translation>
    </message>
    <message>
        <source>“{name}” is removed. Its hours stay; they count for no objective now.</source>
        <translation>«&#xa0;{name}&#xa0;» est retiré. Ses heures restent&#x202f;; elles ne comptent plus pour aucun objectif.</translation>
    </message>
</context>
<context>
    <name>Off</name>
    <message>
        <source>In a week</source>
        <translation>Dans une semaine</translation>
    </message>
    <message>
        <source>Monday</source>
        <translation>Lundi</translation>
    </message>
    <message>
        <source>Off until</source>
        <translation>En congé jusqu’à</translation>
    </message>
    <message>
        <source>Tomorrow morning</source>
        <translation>Demain matin</translation>
    </message>
    <message>
        <source>Until then everything waits, no check-in opens, and nobody is told that you are busy.</source>
        <translation>Jusque-là, tout attend, aucune relève ne s’ouvre, et personne ne vous voit occupé.</translation>
    </message>
</context>
<context>
    <name>Outbox</name>
    <message>
        <source>A setting for sending cannot work.</source>
        <translation>Un réglage pour l’envoi ne peut pas fonctionner.</translation>
    </message>
    <message>
        <source>An answer to {name}</source>
        <translation>Une réponse à {name}</translation>
    </message>
    <message>
        <source>Details: {words}</source>
        <translation>Détails&#xa0;: {words}</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Jeter</translation>
    </message>
    <message>
        <source>Drafts</source>
        <translation>Brouillons</translation>
    </message>
    <message>
        <source>Forget it here</source>
        <translation>L’oublier ici</translation>
    </message>
    <message>
        <source>Go on writing</source>
        <translation>Continuer à écrire</translation>
    </message>
    <message>
        <source>It could not be sent yet, and nothing has left. Écluse tries again at {time}, and so on for two days. You can also have it tried now, or take it back and change it.</source>
        <translation>Elle n’a pas encore pu être envoyée, et rien n’est parti. Écluse essaie de nouveau à {time}, et ainsi pendant deux jours. Vous pouvez aussi la faire partir maintenant, ou la reprendre pour la changer.</translation>
    </message>
    <message>
        <source>It could not be sent.</source>
        <translation>Elle n’a pas pu être envoyée.</translation>
    </message>
    <message>
        <source>It goes in a few seconds. Until then it can be taken back.</source>
        <translation>Elle part dans quelques secondes. D’ici là, elle peut être reprise.</translation>
    </message>
    <message>
        <source>It is being handed to the server. This takes a few seconds, rarely minutes.</source>
        <translation>Elle est remise au serveur. Cela prend quelques secondes, rarement des minutes.</translation>
    </message>
    <message>
        <source>It is not sent: go on with it whenever you like.</source>
        <translation>Elle n’est pas envoyée&#xa0;: continuez quand vous voulez.</translation>
    </message>
    <message>
        <source>It is sent {time}, if this computer is on then; else as soon as it is.</source>
        <translation>Départ&#xa0;: {time}, si cet ordinateur est allumé&#x202f;; sinon, dès qu’il le sera.</translation>
    </message>
    <message>
        <source>It may have been sent: the server was given all of it, and its answer was lost. Écluse does not send it again by itself, so that nobody gets it twice. Look into the Sent folder of your mail provider, or ask; then send it again, or forget it here.</source>
        <translation>Elle a peut-être été envoyée&#xa0;: le serveur l’a reçue en entier, mais sa réponse s’est perdue. Écluse ne la renvoie pas d’elle-même, pour que personne ne la reçoive deux fois. Regardez dans le dossier des messages envoyés de votre fournisseur, ou demandez&#x202f;; puis envoyez-la de nouveau, ou oubliez-la ici.</translation>
    </message>
    <message>
        <source>It went to nobody, and Écluse does not try again by itself. Take it back to change it, or mend what is wrong and send it again.</source>
        <translation>Elle n’est allée à personne, et Écluse n’essaie plus d’elle-même. Reprenez-la pour la changer, ou réparez ce qui ne va pas et envoyez-la de nouveau.</translation>
    </message>
    <message>
        <source>Letters and drafts</source>
        <translation>Lettres et brouillons</translation>
    </message>
    <message>
        <source>Needs you</source>
        <translation>À vous de décider</translation>
    </message>
    <message>
        <source>Nothing is on its way</source>
        <translation>Rien n’est en route</translation>
    </message>
    <message>
        <source>On its way</source>
        <translation>En route</translation>
    </message>
    <message>
        <source>Open the account</source>
        <translation>Ouvrir le compte</translation>
    </message>
    <message>
        <source>Outbox</source>
        <translation>Boîte d’envoi</translation>
    </message>
    <message>
        <source>Press R on a message to answer it.</source>
        <translation>Appuyez sur R sur un message pour y répondre.</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>Envoyer de nouveau</translation>
    </message>
    <message>
        <source>Send now</source>
        <translation>Envoyer maintenant</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Envoyées</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Reprendre</translation>
    </message>
    <message>
        <source>The certificate of the server for sending is not good.</source>
        <translation>Le certificat du serveur d’envoi n’est pas bon.</translation>
    </message>
    <message>
        <source>The keyring with the password is locked or missing.</source>
        <translation>Le trousseau qui contient le mot de passe est verrouillé ou absent.</translation>
    </message>
    <message>
        <source>The password for sending is not to hand.</source>
        <translation>Le mot de passe pour l’envoi n’est pas disponible.</translation>
    </message>
    <message>
        <source>The server for sending cannot do what is needed.</source>
        <translation>Le serveur d’envoi ne sait pas faire ce qu’il faut.</translation>
    </message>
    <message>
        <source>The server for sending refused the name or the password.</source>
        <translation>Le serveur d’envoi a refusé le nom ou le mot de passe.</translation>
    </message>
    <message>
        <source>The server for sending took nothing for two days.</source>
        <translation>Le serveur d’envoi n’a rien pris pendant deux jours.</translation>
    </message>
    <message>
        <source>The server refused the message, or somebody it should go to.</source>
        <translation>Le serveur a refusé le message, ou l’un de ses destinataires.</translation>
    </message>
    <message>
        <source>The server took it at {time}, for all it goes to.</source>
        <translation>Prise par le serveur pour tous ses destinataires&#xa0;: {time}.</translation>
    </message>
    <message>
        <source>What you wrote: on its way, begun, and sent last.</source>
        <translation>Ce que vous avez écrit&#xa0;: en route, commencé, et envoyé en dernier.</translation>
    </message>
    <message>
        <source>Written {time}, from the account “{account}”.</source>
        <translation>Écrite&#xa0;: {time}, depuis le compte «&#xa0;{account}&#xa0;».</translation>
    </message>
    <message>
        <source>again {time}</source>
        <translation>essai {time}</translation>
    </message>
    <message>
        <source>being sent</source>
        <translation>envoi en cours</translation>
    </message>
    <message>
        <source>goes now</source>
        <translation>part maintenant</translation>
    </message>
    <message>
        <source>nobody yet</source>
        <translation>personne encore</translation>
    </message>
    <message>
        <source>not sent</source>
        <translation>non envoyée</translation>
    </message>
    <message>
        <source>perhaps sent</source>
        <translation>peut-être envoyée</translation>
    </message>
</context>
<context>
    <name>OwnWords</name>
    <message>
        <source>Other words, for this service only</source>
        <translation>D’autres mots, pour ce service seulement</translation>
    </message>
    <message>
        <source>as everywhere</source>
        <translation>comme partout</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Commands</source>
        <translation>Commandes</translation>
    </message>
    <message>
        <source>What would you like to do?</source>
        <translation>Que voulez-vous faire&#x202f;?</translation>
    </message>
</context>
<context>
    <name>Presence</name>
    <message>
        <source>Asked, no answer yet</source>
        <translation>Demandé, pas encore de réponse</translation>
    </message>
    <message>
        <source>Asked: {what}</source>
        <translation>Demandé&#xa0;: {what}</translation>
    </message>
    <message>
        <source>Being put back</source>
        <translation>En cours de rétablissement</translation>
    </message>
    <message>
        <source>It cannot be used now. Écluse keeps trying, and its own end there still holds.</source>
        <translation>Inutilisable pour le moment. Écluse réessaie, et l’échéance fixée là-bas reste valable.</translation>
    </message>
    <message>
        <source>It cannot do this here. Écluse leaves it alone.</source>
        <translation>Il ne peut pas le faire ici. Écluse n’y touche pas.</translation>
    </message>
    <message>
        <source>It could not prove that it is the server you named, so nothing was sent. Check its address.</source>
        <translation>Il n’a pas pu prouver qu’il est le serveur indiqué, donc rien n’a été envoyé. Vérifiez son adresse.</translation>
    </message>
    <message>
        <source>It is not in the settings any more. Add it again to have it put back, or remove it.</source>
        <translation>Il n’est plus dans les réglages. Ajoutez-le à nouveau pour qu’il soit rétabli, ou retirez-le.</translation>
    </message>
    <message>
        <source>It is open on none of your devices. Écluse shows you as busy once it is.</source>
        <translation>Il n’est ouvert sur aucun de vos appareils. Écluse vous montrera occupé dès qu’il le sera.</translation>
    </message>
    <message>
        <source>It refuses the sign-in. Écluse tries again now and then; give it a new token with Edit.</source>
        <translation>Il refuse la connexion. Écluse réessaie de temps en temps&#x202f;; donnez-lui un nouveau jeton avec Modifier.</translation>
    </message>
    <message>
        <source>It shows a call or a meeting by itself. Écluse goes on when that is over.</source>
        <translation>Il affiche de lui-même un appel ou une réunion. Écluse reprend ensuite.</translation>
    </message>
    <message>
        <source>Left as you have it until this block ends</source>
        <translation>Laissé tel que vous l’avez jusqu’à la fin de cette plage</translation>
    </message>
    <message>
        <source>Not asked yet</source>
        <translation>Pas encore interrogé</translation>
    </message>
    <message>
        <source>Not shown as busy anywhere yet</source>
        <translation>Affiché occupé nulle part pour l’instant</translation>
    </message>
    <message>
        <source>One of its settings cannot work. Correct it with Edit.</source>
        <translation>Un de ses réglages ne peut pas fonctionner. Corrigez-le avec Modifier.</translation>
    </message>
    <message>
        <source>Shows {what}</source>
        <translation>Affiche&#xa0;: {what}</translation>
    </message>
    <message>
        <source>Something is broken. Écluse keeps trying; ecluse doctor shows the log.</source>
        <translation>Quelque chose ne marche pas. Écluse réessaie&#x202f;; ecluse doctor indique le journal.</translation>
    </message>
    <message>
        <source>This desktop</source>
        <translation>Ce bureau</translation>
    </message>
    <message>
        <source>You are signed out there. Sign in again, and Écluse goes on.</source>
        <translation>Vous y êtes déconnecté. Connectez-vous à nouveau, et Écluse continue.</translation>
    </message>
    <message>
        <source>available</source>
        <translation>disponible</translation>
    </message>
    <message>
        <source>before: {what}</source>
        <translation>avant&#xa0;: {what}</translation>
    </message>
    <message>
        <source>busy</source>
        <translation>occupé</translation>
    </message>
    <message>
        <source>confirmed by the service</source>
        <translation>confirmé par le service</translation>
    </message>
    <message>
        <source>do not disturb</source>
        <translation>ne pas déranger</translation>
    </message>
    <message>
        <source>left as you have it until this block ends</source>
        <translation>laissé tel que vous l’avez jusqu’à la fin de cette plage</translation>
    </message>
    <message>
        <source>not confirmed yet</source>
        <translation>pas encore confirmé</translation>
    </message>
    <message>
        <source>set by you or by the service itself, so Écluse leaves it</source>
        <translation>réglé par vous ou par le service lui-même, donc Écluse n’y touche pas</translation>
    </message>
    <message>
        <source>text only</source>
        <translation>texte seul</translation>
    </message>
    <message>
        <source>until {time}</source>
        <translation>jusqu’à {time}</translation>
    </message>
    <message>
        <source>you are signed out of {name}</source>
        <translation>vous êtes déconnecté de {name}</translation>
    </message>
    <message>
        <source>{name} could not be reached</source>
        <translation>{name} injoignable</translation>
    </message>
    <message>
        <source>{name} has a problem</source>
        <translation>{name} a un problème</translation>
    </message>
    <message>
        <source>{name} is open nowhere</source>
        <translation>{name} n’est ouvert nulle part</translation>
    </message>
    <message>
        <source>{name} refuses the sign-in</source>
        <translation>{name} refuse la connexion</translation>
    </message>
    <message>
        <source>{name} shows a call or a meeting</source>
        <translation>{name} affiche un appel ou une réunion</translation>
    </message>
    <message>
        <source>“{text}”</source>
        <translation>«&#xa0;{text}&#xa0;»</translation>
    </message>
</context>
<context>
    <name>Preview</name>
    <message>
        <source>cannot be told: {detail}</source>
        <translation>impossible à dire&#xa0;: {detail}</translation>
    </message>
    <message>
        <source>it can only show a text</source>
        <translation>il ne peut montrer qu’un texte</translation>
    </message>
    <message>
        <source>it ends nothing by itself: Écluse takes it back</source>
        <translation>il ne met fin à rien de lui-même&#xa0;: Écluse le retire</translation>
    </message>
    <message>
        <source>it has no “do not disturb”</source>
        <translation>il n’a pas de «&#xa0;ne pas déranger&#xa0;»</translation>
    </message>
    <message>
        <source>it shows no text</source>
        <translation>il ne montre aucun texte</translation>
    </message>
    <message>
        <source>it tells the end by itself, to each in their own time zone</source>
        <translation>il indique lui-même la fin, à chacun dans son fuseau horaire</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>rien</translation>
    </message>
    <message>
        <source>shortened to what it takes</source>
        <translation>raccourci à ce qu’il accepte</translation>
    </message>
</context>
<context>
    <name>PromiseEditor</name>
    <message>
        <source>A new promise</source>
        <translation>Une nouvelle promesse</translation>
    </message>
    <message>
        <source>Another promise is called so.</source>
        <translation>Une autre promesse porte ce nom.</translation>
    </message>
    <message>
        <source>Answer within</source>
        <translation>Répondre sous</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Change the promise</source>
        <translation>Modifier la promesse</translation>
    </message>
    <message>
        <source>Give the promise a name.</source>
        <translation>Donnez un nom à la promesse.</translation>
    </message>
    <message>
        <source>Of what</source>
        <translation>Unité</translation>
    </message>
    <message>
        <source>One of the conditions is not right yet.</source>
        <translation>L’une des conditions n’est pas encore juste.</translation>
    </message>
    <message>
        <source>Promise&apos;s name</source>
        <translation>Nom de la promesse</translation>
    </message>
    <message>
        <source>Save the promise</source>
        <translation>Enregistrer la promesse</translation>
    </message>
    <message>
        <source>Say to whom: add a condition.</source>
        <translation>Dites à qui&#xa0;: ajoutez une condition.</translation>
    </message>
    <message>
        <source>To whom? All of this must hold:</source>
        <translation>À qui&#x202f;? Tout ceci doit être vrai&#xa0;:</translation>
    </message>
    <message>
        <source>Usual working hours</source>
        <translation>Heures de travail habituelles</translation>
    </message>
    <message>
        <source>Working hours</source>
        <translation>Heures de travail</translation>
    </message>
    <message>
        <source>minutes of working time</source>
        <translation>minutes de travail</translation>
    </message>
    <message>
        <source>working days</source>
        <translation>jours ouvrés</translation>
    </message>
    <message>
        <source>working hours</source>
        <translation>heures de travail</translation>
    </message>
</context>
<context>
    <name>Promises</name>
    <message>
        <source>Answers due before the next check-in ({time}): {who}.</source>
        <translation>Réponses attendues avant la prochaine relève ({time})&#xa0;: {who}.</translation>
    </message>
    <message>
        <source>Promise: answer within {length}, until {until}.</source>
        <translation>Promesse&#xa0;: répondre sous {length}, avant {until}.</translation>
    </message>
    <message>
        <source>Promise: answer within {length}, until {until}. Answered {time}.</source>
        <translation>Promesse&#xa0;: répondre sous {length}, avant {until}. Répondu&#xa0;: {time}.</translation>
    </message>
    <message>
        <source>Promise: answer within {length}. That was until {until}.</source>
        <translation>Promesse&#xa0;: répondre sous {length}. Le délai a expiré&#xa0;: {until}.</translation>
    </message>
    <message>
        <source>answer due {time}</source>
        <translation>réponse attendue avant {time}</translation>
    </message>
    <message>
        <source>due {time}</source>
        <translation>avant {time}</translation>
    </message>
    <message>
        <source>late: {time}</source>
        <translation>en retard&#xa0;: {time}</translation>
    </message>
    <message>
        <source>the answer was due {time}</source>
        <translation>la réponse était attendue avant {time}</translation>
    </message>
</context>
<context>
    <name>PromisesForm</name>
    <message>
        <source>Add a promise…</source>
        <translation>Ajouter une promesse…</translation>
    </message>
    <message>
        <source>Add working hours…</source>
        <translation>Ajouter des heures de travail…</translation>
    </message>
    <message>
        <source>Change the hours…</source>
        <translation>Modifier les heures…</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Modifier…</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Descendre</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Monter</translation>
    </message>
    <message>
        <source>Nobody is promised anything yet.</source>
        <translation>Rien n’est encore promis à personne.</translation>
    </message>
    <message>
        <source>Promises, in their order</source>
        <translation>Promesses, dans leur ordre</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Retirer</translation>
    </message>
    <message>
        <source>Remove the hours</source>
        <translation>Retirer les heures</translation>
    </message>
    <message>
        <source>The working hours are removed.</source>
        <translation>Les heures de travail sont retirées.</translation>
    </message>
    <message>
        <source>The working hours are saved. Due times follow them.</source>
        <translation>Les heures de travail sont enregistrées. Les échéances les suivent.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Undone: the promises are as before.</source>
        <translation>Annulé&#xa0;: les promesses sont comme avant.</translation>
    </message>
    <message>
        <source>Undone: the working hours are as before.</source>
        <translation>Annulé&#xa0;: les heures de travail sont comme avant.</translation>
    </message>
    <message>
        <source>Usual working hours</source>
        <translation>Heures de travail habituelles</translation>
    </message>
    <message>
        <source>Whom you owe an answer, and within how much of your working time. Their messages show when the answer is due, and come first on that day. The first promise that matches counts.</source>
        <translation>À qui vous devez une réponse, et sous combien de votre temps de travail. Leurs messages montrent l’échéance de la réponse, et viennent en tête ce jour-là. La première promesse qui convient compte.</translation>
    </message>
    <message>
        <source>Working hours</source>
        <translation>Heures de travail</translation>
    </message>
    <message>
        <source>asked now, due {time}</source>
        <translation>demandé maintenant, attendu avant {time}</translation>
    </message>
    <message>
        <source>there are no such working hours any more: the usual ones count</source>
        <translation>ces heures de travail n’existent plus&#xa0;: les habituelles comptent</translation>
    </message>
    <message>
        <source>“{name}” is number {number} now.</source>
        <translation>«&#xa0;{name}&#xa0;» est maintenant au rang {number}.</translation>
    </message>
    <message>
        <source>“{name}” is removed.</source>
        <translation>«&#xa0;{name}&#xa0;» est retirée.</translation>
    </message>
    <message>
        <source>“{name}” is saved. What waits for an answer follows it.</source>
        <translation>«&#xa0;{name}&#xa0;» est enregistrée. Ce qui attend une réponse la suit.</translation>
    </message>
</context>
<context>
    <name>ProviderCard</name>
    <message>
        <source>Edit {name}</source>
        <translation>Modifier {name}</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Modifier…</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Le garder</translation>
    </message>
    <message>
        <source>Puts back what you had there, and leaves this service alone until the block ends.</source>
        <translation>Y rétablit ce que vous aviez, et laisse ce service tranquille jusqu’à la fin de la plage.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Retirer</translation>
    </message>
    <message>
        <source>Remove {name}</source>
        <translation>Retirer {name}</translation>
    </message>
    <message>
        <source>Remove “{name}”? What it showed before is put back first.</source>
        <translation>Retirer «&#xa0;{name}&#xa0;»&#x202f;? Ce qu’il montrait avant est d’abord rétabli.</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Retirer…</translation>
    </message>
    <message>
        <source>Sign in to {name}</source>
        <translation>Se connecter à {name}</translation>
    </message>
    <message>
        <source>Sign in…</source>
        <translation>Se connecter…</translation>
    </message>
    <message>
        <source>This was set by Écluse.</source>
        <translation>Ceci a été réglé par Écluse.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Undo what Écluse set on {name}</source>
        <translation>Annuler ce qu’Écluse a réglé sur {name}</translation>
    </message>
</context>
<context>
    <name>ProviderForm</name>
    <message>
        <source>Add a service</source>
        <translation>Ajouter un service</translation>
    </message>
    <message>
        <source>As the account {name}</source>
        <translation>Comme le compte {name}</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Edit {name}</source>
        <translation>Modifier {name}</translation>
    </message>
    <message>
        <source>In a block of 50 minutes it would show:</source>
        <translation>Dans une plage de 50 minutes, il montrerait&#xa0;:</translation>
    </message>
    <message>
        <source>Its own</source>
        <translation>La sienne</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Service</translation>
    </message>
    <message>
        <source>Sign in with your browser</source>
        <translation>Se connecter avec votre navigateur</translation>
    </message>
    <message>
        <source>Sign in with your browser first.</source>
        <translation>Connectez-vous d’abord avec votre navigateur.</translation>
    </message>
    <message>
        <source>Sign-in</source>
        <translation>Connexion</translation>
    </message>
    <message>
        <source>While you focus</source>
        <translation>Pendant la concentration</translation>
    </message>
    <message>
        <source>You are signed in. Save, and it is kept.</source>
        <translation>Vous êtes connecté. Enregistrez pour le garder.</translation>
    </message>
    <message>
        <source>as usual: {what}</source>
        <translation>comme d’habitude&#xa0;: {what}</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>rien</translation>
    </message>
</context>
<context>
    <name>ProvidersForm</name>
    <message>
        <source>Add a service…</source>
        <translation>Ajouter un service…</translation>
    </message>
    <message>
        <source>All services show what they should.</source>
        <translation>Tous les services affichent ce qu’ils doivent.</translation>
    </message>
    <message>
        <source>Asking every service…</source>
        <translation>Interrogation de chaque service…</translation>
    </message>
    <message>
        <source>Check them all now</source>
        <translation>Tout vérifier maintenant</translation>
    </message>
    <message>
        <source>Compares what every service shows with what it should, and puts right what Écluse set.</source>
        <translation>Compare ce que chaque service affiche avec ce qu’il devrait, et rétablit ce qu’Écluse a mis.</translation>
    </message>
    <message>
        <source>It could not be put back yet; see below. Écluse keeps trying.</source>
        <translation>Cela n’a pas encore pu être rétabli&#x202f;; voir ci-dessous. Écluse réessaie.</translation>
    </message>
    <message>
        <source>Nobody is told yet. Add a service: it shows you as busy while you focus.</source>
        <translation>Personne n’est encore prévenu. Ajoutez un service&#xa0;: il vous signale comme occupé pendant que vous vous concentrez.</translation>
    </message>
    <message>
        <source>Not all could be put right; see below. Écluse keeps trying.</source>
        <translation>Tout n’a pas pu être rétabli&#x202f;; voyez ci-dessous. Écluse continue d’essayer.</translation>
    </message>
    <message>
        <source>Put back as you had it. Écluse leaves this service alone until the block ends.</source>
        <translation>Rétabli comme vous l’aviez. Écluse laisse ce service tranquille jusqu’à la fin de la plage.</translation>
    </message>
    <message>
        <source>Putting it back…</source>
        <translation>Rétablissement…</translation>
    </message>
    <message>
        <source>Removed. It shows again what it showed before.</source>
        <translation>Retiré. Il affiche de nouveau ce qu’il affichait avant.</translation>
    </message>
    <message>
        <source>While you focus, these show it, and until when. Afterwards each is put back as it was.</source>
        <translation>Pendant que vous vous concentrez, ces services l’affichent, et jusqu’à quand. Ensuite, chacun est remis comme avant.</translation>
    </message>
    <message>
        <source>“{name}” is saved, but its password lasts only until you quit.</source>
        <translation>«&#xa0;{name}&#xa0;» est enregistré, mais son mot de passe ne dure que jusqu’à ce que vous quittiez.</translation>
    </message>
    <message>
        <source>“{name}” is saved. It shows you as busy in your focus blocks.</source>
        <translation>«&#xa0;{name}&#xa0;» est enregistré. Il vous montre occupé pendant vos plages de concentration.</translation>
    </message>
</context>
<context>
    <name>Reading</name>
    <message>
        <source>(no title)</source>
        <translation>(sans titre)</translation>
    </message>
    <message>
        <source>(no words)</source>
        <translation>(sans texte)</translation>
    </message>
    <message>
        <source>A link in it shows one address and leads to another. It is marked in red; do not sign in there.</source>
        <translation>Un lien y montre une adresse et mène à une autre. Il est en rouge&#x202f;; ne vous y connectez pas.</translation>
    </message>
    <message>
        <source>A part of it is encrypted. Écluse does not decrypt; open it at the source.</source>
        <translation>Une partie est chiffrée. Écluse ne déchiffre pas&#x202f;; ouvrez-la à la source.</translation>
    </message>
    <message>
        <source>Accepted your invitation</source>
        <translation>A accepté votre invitation</translation>
    </message>
    <message>
        <source>All headers, as they came (H)</source>
        <translation>Tous les en-têtes, tels quels (H)</translation>
    </message>
    <message>
        <source>All links, with where they lead (L)</source>
        <translation>Tous les liens, et où ils mènent (L)</translation>
    </message>
    <message>
        <source>An answer would go to another domain than the one this came from. Check the address first.</source>
        <translation>Une réponse partirait vers un autre domaine que celui de l’expéditeur. Vérifiez d’abord l’adresse.</translation>
    </message>
    <message>
        <source>Another time is proposed</source>
        <translation>Un autre moment est proposé</translation>
    </message>
    <message>
        <source>Answer to an invitation</source>
        <translation>Réponse à une invitation</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Annulé</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>Copier l’adresse</translation>
    </message>
    <message>
        <source>Copy the address of the link</source>
        <translation>Copier l’adresse du lien</translation>
    </message>
    <message>
        <source>Declined your invitation</source>
        <translation>A décliné votre invitation</translation>
    </message>
    <message>
        <source>Enter shows them one by one.</source>
        <translation>Entrée les montre un à un.</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Événement</translation>
    </message>
    <message>
        <source>Formatted</source>
        <translation>Mis en forme</translation>
    </message>
    <message>
        <source>Formatted text of the message</source>
        <translation>Texte mis en forme du message</translation>
    </message>
    <message>
        <source>From {who}</source>
        <translation>De {who}</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>En-têtes</translation>
    </message>
    <message>
        <source>Headers of the message</source>
        <translation>En-têtes du message</translation>
    </message>
    <message>
        <source>Hide the quoted text</source>
        <translation>Replier le texte cité</translation>
    </message>
    <message>
        <source>Hide the signature</source>
        <translation>Replier la signature</translation>
    </message>
    <message>
        <source>History of the message</source>
        <translation>Historique du message</translation>
    </message>
    <message>
        <source>Invitation</source>
        <translation>Invitation</translation>
    </message>
    <message>
        <source>It did not come by mail and is answered on {tool}.</source>
        <translation>Ce n’est pas venu par e-mail et se répond sur {tool}.</translation>
    </message>
    <message>
        <source>It did not come by mail and is answered on {tool}: O opens it there.</source>
        <translation>Ce n’est pas venu par e-mail et se répond sur {tool}&#xa0;: O l’y ouvre.</translation>
    </message>
    <message>
        <source>It did not come by mail: answer it where it came from.</source>
        <translation>Ce n’est pas venu par e-mail&#xa0;: répondez là d’où c’est venu.</translation>
    </message>
    <message>
        <source>It has more parts than Écluse reads. What is missing can be read at the source.</source>
        <translation>Il a plus de parties qu’Écluse n’en lit. Ce qui manque se lit à la source.</translation>
    </message>
    <message>
        <source>It is made like a notification of {tool}, but nobody vouches that {tool} sent it. Open {tool} yourself instead of following its links.</source>
        <translation>Ce message est fait comme une notification de {tool}, mais rien n’atteste que {tool} l’a envoyé. Ouvrez {tool} vous-même au lieu de suivre ses liens.</translation>
    </message>
    <message>
        <source>It is not in the mailbox any more: moved or deleted elsewhere. This is the text that is kept here.</source>
        <translation>Il n’est plus dans la boîte&#xa0;: déplacé ou supprimé ailleurs. Voici le texte gardé ici.</translation>
    </message>
    <message>
        <source>It takes too much time or memory to open safely. This is the text that is kept here; read the rest at the source.</source>
        <translation>L’ouvrir sans risque prend trop de temps ou de mémoire. Voici le texte gardé ici&#x202f;; lisez le reste à la source.</translation>
    </message>
    <message>
        <source>Its account was removed from Écluse. This is the text that is kept here.</source>
        <translation>Son compte a été retiré d’Écluse. Voici le texte gardé ici.</translation>
    </message>
    <message>
        <source>Its formatted text has too many parts to be shown: this is the plain text.</source>
        <translation>Son texte mis en forme a trop d’éléments pour être affiché&#xa0;: voici le texte brut.</translation>
    </message>
    <message>
        <source>Its formatted text is nested too deep to be shown: this is the plain text.</source>
        <translation>Son texte mis en forme est trop imbriqué pour être affiché&#xa0;: voici le texte brut.</translation>
    </message>
    <message>
        <source>Its formatted text is too large to be shown safely: this is the plain text.</source>
        <translation>Son texte mis en forme est trop grand pour être affiché sans risque&#xa0;: voici le texte brut.</translation>
    </message>
    <message>
        <source>Leads to {host}</source>
        <translation>Mène à {host}</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>Liens</translation>
    </message>
    <message>
        <source>Load images</source>
        <translation>Charger les images</translation>
    </message>
    <message>
        <source>Load the images of this message (I)</source>
        <translation>Charger les images de ce message (I)</translation>
    </message>
    <message>
        <source>Loading tells the sender that you read it.</source>
        <translation>Les charger apprend à l’expéditeur que vous l’avez lu.</translation>
    </message>
    <message>
        <source>May come to your event</source>
        <translation>Viendra peut-être</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Message</translation>
    </message>
    <message>
        <source>Neither your mail server nor a signature says that this comes from {domain}. Before you pay or sign in because of it, ask the sender another way.</source>
        <translation>Ni votre serveur de courrier ni une signature ne disent que ceci vient de {domain}. Avant de payer ou de vous connecter à cause de ce message, demandez à l’expéditeur par un autre moyen.</translation>
    </message>
    <message>
        <source>Not opened: {host}</source>
        <translation>N’est pas ouvert&#xa0;: {host}</translation>
    </message>
    <message>
        <source>Not saved: the mail server cannot be reached. Try again when it can.</source>
        <translation>Non enregistré&#xa0;: le serveur de courrier est injoignable. Réessayez quand il le sera de nouveau.</translation>
    </message>
    <message>
        <source>Not saved: {reason}</source>
        <translation>Non enregistré&#xa0;: {reason}</translation>
    </message>
    <message>
        <source>On the right is where each one leads. Nothing is opened before you are asked.</source>
        <translation>À droite, où chacun mène. Rien ne s’ouvre avant que vous l’ayez confirmé.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Ouvrir</translation>
    </message>
    <message>
        <source>Open on {tool}</source>
        <translation>Ouvrir sur {tool}</translation>
    </message>
    <message>
        <source>Open {host}?</source>
        <translation>Ouvrir {host}&#x202f;?</translation>
    </message>
    <message>
        <source>Opening the whole message…</source>
        <translation>Ouverture du message entier…</translation>
    </message>
    <message>
        <source>Plain or formatted text (V)</source>
        <translation>Texte brut ou mis en forme (V)</translation>
    </message>
    <message>
        <source>Plain text</source>
        <translation>Texte brut</translation>
    </message>
    <message>
        <source>Save all…</source>
        <translation>Tout enregistrer…</translation>
    </message>
    <message>
        <source>Save here</source>
        <translation>Enregistrer ici</translation>
    </message>
    <message>
        <source>Save in which folder?</source>
        <translation>Enregistrer dans quel dossier&#x202f;?</translation>
    </message>
    <message>
        <source>Save {name}</source>
        <translation>Enregistrer {name}</translation>
    </message>
    <message>
        <source>Saved as {file}.</source>
        <translation>Enregistré&#xa0;: {file}.</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Enregistrer…</translation>
    </message>
    <message>
        <source>Says “{text}”, but leads to {host}</source>
        <translation>Affiche «&#xa0;{text}&#xa0;», mais mène à {host}</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>Tout sélectionner</translation>
    </message>
    <message>
        <source>Show the signature</source>
        <translation>Montrer la signature</translation>
    </message>
    <message>
        <source>Text of the message</source>
        <translation>Texte du message</translation>
    </message>
    <message>
        <source>The mail server cannot be reached. This is the text that is kept here, without attachments.</source>
        <translation>Le serveur de courrier est injoignable. Voici le texte gardé ici, sans les pièces jointes.</translation>
    </message>
    <message>
        <source>The mail server refuses to sign you in. This is the text that is kept here.</source>
        <translation>Le serveur de courrier refuse la connexion. Voici le texte gardé ici.</translation>
    </message>
    <message>
        <source>The name looks like an address, but the message is from {address}.</source>
        <translation>Le nom ressemble à une adresse, mais le message vient de {address}.</translation>
    </message>
    <message>
        <source>The name or the subject held heaps of accents that cover other text. Écluse took them out.</source>
        <translation>Le nom ou l’objet contenait des amas d’accents qui couvrent d’autres textes. Écluse les a retirés.</translation>
    </message>
    <message>
        <source>The name or the subject held invisible marks that turn words round. Écluse took them out; what you see is the real order.</source>
        <translation>Le nom ou l’objet contenait des marques invisibles qui inversent les mots. Écluse les a retirées&#x202f;; vous voyez l’ordre réel.</translation>
    </message>
    <message>
        <source>The sender&apos;s domain mixes letters of several alphabets, as look-alike addresses do. Check it letter by letter before you trust it.</source>
        <translation>Le domaine de l’expéditeur mêle les lettres de plusieurs alphabets, comme le font les adresses trompeuses. Vérifiez-le lettre par lettre avant de vous y fier.</translation>
    </message>
    <message>
        <source>The system has no browser that takes it. You can copy it.</source>
        <translation>Le système n’a pas de navigateur qui l’accepte. Vous pouvez la copier.</translation>
    </message>
    <message>
        <source>The time could not be read: look in the text.</source>
        <translation>L’heure n’a pas pu être lue&#xa0;: voyez dans le texte.</translation>
    </message>
    <message>
        <source>The whole message could not be read. This is the text that is kept here.</source>
        <translation>Le message entier n’a pas pu être lu. Voici le texte gardé ici.</translation>
    </message>
    <message>
        <source>This link ({host}) could start a program or open a file, so Écluse does not open it.</source>
        <translation>Ce lien ({host}) pourrait lancer un programme ou ouvrir un fichier&#xa0;: Écluse ne l’ouvre pas.</translation>
    </message>
    <message>
        <source>This link hides where it leads ({host}) behind a name, so Écluse does not open it.</source>
        <translation>Ce lien cache où il mène ({host}) derrière un nom&#xa0;: Écluse ne l’ouvre pas.</translation>
    </message>
    <message>
        <source>This link is not a proper web address, so Écluse does not open it.</source>
        <translation>Ce lien n’est pas une adresse web correcte&#xa0;: Écluse ne l’ouvre pas.</translation>
    </message>
    <message>
        <source>This link to {host} is not encrypted (http), so Écluse does not open it. You can copy its words.</source>
        <translation>Ce lien vers {host} n’est pas chiffré (http)&#xa0;: Écluse ne l’ouvre pas. Vous pouvez copier son texte.</translation>
    </message>
    <message>
        <source>This message has no attachments.</source>
        <translation>Ce message n’a pas de pièce jointe.</translation>
    </message>
    <message>
        <source>This message has no formatted text.</source>
        <translation>Ce message n’a pas de texte mis en forme.</translation>
    </message>
    <message>
        <source>This message has no remote images.</source>
        <translation>Ce message n’a pas d’image distante.</translation>
    </message>
    <message>
        <source>This message quotes nothing that is folded.</source>
        <translation>Ce message n’a pas de citation repliée.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Warning: {words}</source>
        <translation>Attention&#xa0;: {words}</translation>
    </message>
    <message>
        <source>Words or host of a link</source>
        <translation>Texte ou hôte d’un lien</translation>
    </message>
    <message>
        <source>Your mail server found that this does not come from {domain}: anybody may have written it. Do not pay, sign in or open anything because of it; ask the sender another way.</source>
        <translation>Votre serveur de courrier a constaté que ceci ne vient pas de {domain}&#xa0;: n’importe qui a pu l’écrire. Ne payez rien, ne vous connectez pas et n’ouvrez rien à cause de ce message&#x202f;; demandez à l’expéditeur par un autre moyen.</translation>
    </message>
    <message>
        <source>Your mail server, or the signature of the message, vouches for the domain of this address.</source>
        <translation>Votre serveur de courrier, ou la signature du message, se porte garant du domaine de cette adresse.</translation>
    </message>
    <message>
        <source>Your mail server, or the signature of the message, vouches that {tool} sent it.</source>
        <translation>Votre serveur de courrier, ou la signature du message, atteste que {tool} l’a envoyé.</translation>
    </message>
    <message>
        <source>also by: {accounts}</source>
        <translation>aussi par&#xa0;: {accounts}</translation>
    </message>
    <message>
        <source>asked you for a review</source>
        <translation>vous demande une relecture</translation>
    </message>
    <message>
        <source>assigned you</source>
        <translation>vous a attribué ceci</translation>
    </message>
    <message>
        <source>changed its state</source>
        <translation>a changé son état</translation>
    </message>
    <message>
        <source>check failed</source>
        <translation>contrôle échoué</translation>
    </message>
    <message>
        <source>labelled {label}</source>
        <translation>étiqueté {label}</translation>
    </message>
    <message>
        <source>looks like {tool}, not verified</source>
        <translation>ressemble à {tool}, non vérifié</translation>
    </message>
    <message>
        <source>may run a program</source>
        <translation>peut lancer un programme</translation>
    </message>
    <message>
        <source>mentioned you</source>
        <translation>vous a mentionné</translation>
    </message>
    <message>
        <source>not opened</source>
        <translation>n’est pas ouvert</translation>
    </message>
    <message>
        <source>repeats</source>
        <translation>se répète</translation>
    </message>
    <message>
        <source>replied to you</source>
        <translation>vous a répondu</translation>
    </message>
    <message>
        <source>sent automatically</source>
        <translation>envoi automatique</translation>
    </message>
    <message>
        <source>unverified sender</source>
        <translation>expéditeur non vérifié</translation>
    </message>
    <message>
        <source>verified sender</source>
        <translation>expéditeur vérifié</translation>
    </message>
    <message>
        <source>wrote to a list</source>
        <translation>a écrit à une liste</translation>
    </message>
    <message>
        <source>wrote to you</source>
        <translation>vous a écrit</translation>
    </message>
    <message>
        <source>wrote where you follow</source>
        <translation>a écrit là où vous suivez</translation>
    </message>
    <message>
        <source>{address} is a mail address. Copy it to write to it.</source>
        <translation>{address} est une adresse de courrier. Copiez-la pour y écrire.</translation>
    </message>
    <message>
        <source>{day}, all day</source>
        <translation>{day}, toute la journée</translation>
    </message>
    <message>
        <source>{domain} is not {other}, though it looks like it. If you expected {other}, write to the address you know instead of answering.</source>
        <translation>{domain} n’est pas {other}, bien qu’il lui ressemble. Si vous attendiez {other}, écrivez à l’adresse que vous connaissez au lieu de répondre.</translation>
    </message>
    <message>
        <source>{first} to {last}, all day</source>
        <translation>du {first} au {last}, toute la journée</translation>
    </message>
    <message>
        <source>{time} in {place}</source>
        <translation>{time} à {place}</translation>
    </message>
    <message>
        <source>{verb} in {project} on {tool}</source>
        <translation>{verb} dans {project} sur {tool}</translation>
    </message>
    <message>
        <source>{verb} on {tool}</source>
        <translation>{verb} sur {tool}</translation>
    </message>
    <message>
        <source>… cut here. Open it at the source for the rest.</source>
        <translation>… coupé ici. Ouvrez-le à la source pour la suite.</translation>
    </message>
</context>
<context>
    <name>Rehearsal</name>
    <message>
        <source>At check-ins</source>
        <translation>Aux relèves</translation>
    </message>
    <message>
        <source>At once, by a rule</source>
        <translation>Tout de suite, par une règle</translation>
    </message>
    <message>
        <source>Done by a rule</source>
        <translation>Traités par une règle</translation>
    </message>
    <message>
        <source>In open time</source>
        <translation>En temps libre</translation>
    </message>
    <message>
        <source>Interruptions a day</source>
        <translation>Interruptions par jour</translation>
    </message>
    <message>
        <source>Longest wait</source>
        <translation>Attente la plus longue</translation>
    </message>
    <message>
        <source>Nothing has arrived yet that this week could be tried on.</source>
        <translation>Rien n’est encore arrivé sur quoi essayer cette semaine.</translation>
    </message>
    <message>
        <source>Sign-in codes that expired while held</source>
        <translation>Codes de connexion expirés en attendant</translation>
    </message>
    <message>
        <source>So far {messages} in {days}: too little to try this week on. With more, this says what it would mean.</source>
        <translation>Pour l’instant, {messages} en {days}&#xa0;: trop peu pour essayer cette semaine. Avec davantage, son effet se lira ici.</translation>
    </message>
    <message>
        <source>Usual wait</source>
        <translation>Attente habituelle</translation>
    </message>
    <message>
        <source>While together</source>
        <translation>Pendant les moments ensemble</translation>
    </message>
    <message>
        <source>With this week {days} would have had {told}; {urgent}.</source>
        <translation>Avec cette semaine, {days} auraient compté {told}&#x202f;; {urgent}.</translation>
    </message>
    <message>
        <source>Would never come out</source>
        <translation>Ne sortiraient jamais</translation>
    </message>
    <message>
        <source>no rule would have let anything through at once</source>
        <translation>aucune règle n’aurait rien laissé passer tout de suite</translation>
    </message>
    <message>
        <source>{check_ins} instead of {notifications}</source>
        <translation>{check_ins} au lieu de {notifications}</translation>
    </message>
    <message>
        <source>{count} check-ins a day</source>
        <translation>{count} relèves par jour</translation>
    </message>
    <message>
        <source>{count} notifications</source>
        <translation>{count} notifications</translation>
    </message>
</context>
<context>
    <name>RehearsalLine</name>
    <message>
        <source>Both weeks side by side, on the same messages.</source>
        <translation>Les deux semaines côte à côte, sur les mêmes messages.</translation>
    </message>
    <message>
        <source>Rehearsal</source>
        <translation>Répétition</translation>
    </message>
    <message>
        <source>Replay it</source>
        <translation>Rejouer</translation>
    </message>
    <message>
        <source>Trying this week on what has arrived…</source>
        <translation>Essai de cette semaine sur ce qui est arrivé…</translation>
    </message>
</context>
<context>
    <name>Replay</name>
    <message>
        <source>As drawn</source>
        <translation>Dessinée</translation>
    </message>
    <message>
        <source>At once, held, done</source>
        <translation>Passés, retenus, traités</translation>
    </message>
    <message>
        <source>By person</source>
        <translation>Par personne</translation>
    </message>
    <message>
        <source>By rule</source>
        <translation>Par règle</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Figures of both weeks</source>
        <translation>Chiffres des deux semaines</translation>
    </message>
    <message>
        <source>In force</source>
        <translation>En vigueur</translation>
    </message>
    <message>
        <source>No rule was there to decide: everything waited.</source>
        <translation>Aucune règle n’avait à décider&#xa0;: tout a attendu.</translation>
    </message>
    <message>
        <source>Nothing came out that anybody waited for.</source>
        <translation>Rien n’est sorti que quelqu’un attendait.</translation>
    </message>
    <message>
        <source>The week you are drawing beside the one in force. Nothing has been changed.</source>
        <translation>La semaine que vous dessinez à côté de celle en vigueur. Rien n’a été changé.</translation>
    </message>
    <message>
        <source>This is the week in force. Change something in it, and both stand side by side here.</source>
        <translation>C’est la semaine en vigueur. Changez-y quelque chose&#xa0;: les deux seront ici côte à côte.</translation>
    </message>
    <message>
        <source>Usual and longest wait</source>
        <translation>Attente habituelle et la plus longue</translation>
    </message>
    <message>
        <source>Your last days, replayed</source>
        <translation>Vos derniers jours, rejoués</translation>
    </message>
    <message>
        <source>Your week</source>
        <translation>Votre semaine</translation>
    </message>
    <message>
        <source>{days}, replayed: {messages}</source>
        <translation>{days}, rejoués&#xa0;: {messages}</translation>
    </message>
</context>
<context>
    <name>Review</name>
    <message>
        <source>After a few weeks this shows which way it goes.</source>
        <translation>Après quelques semaines, la tendance se lira ici.</translation>
    </message>
    <message>
        <source>Also</source>
        <translation>Et aussi</translation>
    </message>
    <message>
        <source>An hour counts for the objective that the intention of its block belongs to.</source>
        <translation>Une heure compte pour l’objectif dont l’intention de sa plage fait partie.</translation>
    </message>
    <message>
        <source>At once</source>
        <translation>Passés</translation>
    </message>
    <message>
        <source>By intention. Objectives are what a quarter is for: the hours then count for them.</source>
        <translation>Par intention. Un objectif est ce à quoi sert un trimestre&#xa0;: les heures comptent alors pour lui.</translation>
    </message>
    <message>
        <source>Check-ins</source>
        <translation>Relèves</translation>
    </message>
    <message>
        <source>Choose another folder, or make room on the disk.</source>
        <translation>Choisissez un autre dossier, ou faites de la place sur le disque.</translation>
    </message>
    <message>
        <source>Copy as Markdown</source>
        <translation>Copier en Markdown</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Jour</translation>
    </message>
    <message>
        <source>Focus</source>
        <translation>Concentration</translation>
    </message>
    <message>
        <source>Focus hours a day</source>
        <translation>Heures de concentration par jour</translation>
    </message>
    <message>
        <source>Focus hours a week, the last 12 weeks</source>
        <translation>Heures de concentration par semaine, les 12 dernières semaines</translation>
    </message>
    <message>
        <source>Focus interrupted</source>
        <translation>Concentration interrompue</translation>
    </message>
    <message>
        <source>From now on Écluse notes how your time goes. Come back at the end of the week.</source>
        <translation>Désormais, Écluse note comment passe votre temps. Revenez à la fin de la semaine.</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Retenus</translation>
    </message>
    <message>
        <source>In the middle of the weeks before: {length} in focus.</source>
        <translation>Médiane des semaines d’avant&#xa0;: {length} de concentration.</translation>
    </message>
    <message>
        <source>Intention</source>
        <translation>Intention</translation>
    </message>
    <message>
        <source>Kept on this computer only.</source>
        <translation>Conservé sur cet ordinateur uniquement.</translation>
    </message>
    <message>
        <source>Looks at the held pile</source>
        <translation>Coups d’œil à la pile retenue</translation>
    </message>
    <message>
        <source>No focus in this week.</source>
        <translation>Aucune concentration cette semaine.</translation>
    </message>
    <message>
        <source>No intention</source>
        <translation>Sans intention</translation>
    </message>
    <message>
        <source>No objective</source>
        <translation>Sans objectif</translation>
    </message>
    <message>
        <source>Not running</source>
        <translation>À l’arrêt</translation>
    </message>
    <message>
        <source>Nothing is known of this week</source>
        <translation>On ne sait rien de cette semaine</translation>
    </message>
    <message>
        <source>Nothing waited.</source>
        <translation>Rien n’a attendu.</translation>
    </message>
    <message>
        <source>Nothing: all of it waited for a check-in.</source>
        <translation>Rien&#xa0;: tout a attendu une relève.</translation>
    </message>
    <message>
        <source>Objective</source>
        <translation>Objectif</translation>
    </message>
    <message>
        <source>Objectives…</source>
        <translation>Objectifs…</translation>
    </message>
    <message>
        <source>Open time</source>
        <translation>Temps libre</translation>
    </message>
    <message>
        <source>Peeks</source>
        <translation>Coups d’œil</translation>
    </message>
    <message>
        <source>Promises</source>
        <translation>Promesses</translation>
    </message>
    <message>
        <source>Save the review as a file</source>
        <translation>Enregistrer le bilan dans un fichier</translation>
    </message>
    <message>
        <source>Saved as {file}.</source>
        <translation>Enregistré sous {file}.</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Enregistrer…</translation>
    </message>
    <message>
        <source>Shown as charts.</source>
        <translation>Affiché en graphiques.</translation>
    </message>
    <message>
        <source>Shown as tables.</source>
        <translation>Affiché en tableaux.</translation>
    </message>
    <message>
        <source>The last 12 weeks</source>
        <translation>Les 12 dernières semaines</translation>
    </message>
    <message>
        <source>The last one is not over.</source>
        <translation>La dernière n’est pas terminée.</translation>
    </message>
    <message>
        <source>The review is copied, as Markdown.</source>
        <translation>Le bilan est copié, en Markdown.</translation>
    </message>
    <message>
        <source>There is nothing to look back on yet</source>
        <translation>Il n’y a encore rien à regarder</translation>
    </message>
    <message>
        <source>This week</source>
        <translation>Cette semaine</translation>
    </message>
    <message>
        <source>Together</source>
        <translation>Ensemble</translation>
    </message>
    <message>
        <source>Week in review, {dates}</source>
        <translation>Bilan {dates}</translation>
    </message>
    <message>
        <source>Week of</source>
        <translation>Semaine du</translation>
    </message>
    <message>
        <source>Week of {day}</source>
        <translation>Semaine du {day}</translation>
    </message>
    <message>
        <source>Weekly note…</source>
        <translation>Note de la semaine…</translation>
    </message>
    <message>
        <source>What came through at once</source>
        <translation>Ce qui est passé aussitôt</translation>
    </message>
    <message>
        <source>What waited longest</source>
        <translation>Ce qui a attendu le plus</translation>
    </message>
    <message>
        <source>Where the hours went</source>
        <translation>Où sont passées les heures</translation>
    </message>
    <message>
        <source>check-in, not cleared yet</source>
        <translation>relève, pas encore traitée</translation>
    </message>
    <message>
        <source>check-in, {length} to clear</source>
        <translation>relève, traitée en {length}</translation>
    </message>
    <message>
        <source>check-ins and together</source>
        <translation>relèves et ensemble</translation>
    </message>
    <message>
        <source>check-ins that gave something</source>
        <translation>relève qui ait donné quelque chose</translation>
    </message>
    <message>
        <source>check-ins, median {length} to clear</source>
        <translation>relèves, traitées en {length} (médiane)</translation>
    </message>
    <message>
        <source>check-ins, none cleared yet</source>
        <translation>relèves, aucune encore traitée</translation>
    </message>
    <message>
        <source>focus</source>
        <translation>concentration</translation>
    </message>
    <message>
        <source>in focus</source>
        <translation>de concentration</translation>
    </message>
    <message>
        <source>in focus so far; {length} the whole week before</source>
        <translation>de concentration jusqu’ici&#x202f;; {length} toute la semaine d’avant</translation>
    </message>
    <message>
        <source>in focus, as much as the week before</source>
        <translation>de concentration, autant que la semaine d’avant</translation>
    </message>
    <message>
        <source>in focus, {length} less than the week before</source>
        <translation>de concentration, {length} de moins que la semaine d’avant</translation>
    </message>
    <message>
        <source>in focus, {length} more than the week before</source>
        <translation>de concentration, {length} de plus que la semaine d’avant</translation>
    </message>
    <message>
        <source>interruptions held, {through}</source>
        <translation>interruptions retenues, {through}</translation>
    </message>
    <message>
        <source>interruptions held: told when you are out of focus</source>
        <translation>interruptions retenues&#xa0;: dit hors de la concentration</translation>
    </message>
    <message>
        <source>no promised answer was due</source>
        <translation>aucune réponse promise n’était due</translation>
    </message>
    <message>
        <source>none let through as urgent</source>
        <translation>aucune passée comme urgente</translation>
    </message>
    <message>
        <source>{day}: still to come.</source>
        <translation>{day}&#xa0;: encore à venir.</translation>
    </message>
    <message>
        <source>{day}: {focus} in focus, {rest} in check-ins and together.</source>
        <translation>{day}&#xa0;: {focus} de concentration, {rest} en relèves et ensemble.</translation>
    </message>
    <message>
        <source>{day}: Écluse did not run.</source>
        <translation>{day}&#xa0;: Écluse ne tournait pas.</translation>
    </message>
    <message>
        <source>{file} could not be written.</source>
        <translation>{file} n’a pas pu être écrit.</translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation>du {first} au {last}</translation>
    </message>
    <message>
        <source>{item} (still waits)</source>
        <translation>{item} (attend encore)</translation>
    </message>
    <message>
        <source>{number} %</source>
        <translation>{number}&#x202f;%</translation>
    </message>
    <message>
        <source>{rule} ({count} not urgent)</source>
        <translation>{rule} (non urgent&#xa0;: {count})</translation>
    </message>
    <message>
        <source>{week}: nothing is known.</source>
        <translation>{week}&#xa0;: on ne sait rien.</translation>
    </message>
    <message>
        <source>{week}: {length} in focus.</source>
        <translation>{week}&#xa0;: {length} de concentration.</translation>
    </message>
    <message>
        <source>{what}: {length}, {percent}.</source>
        <translation>{what}&#xa0;: {length}, {percent}.</translation>
    </message>
    <message>
        <source>Écluse did not run. Nothing was counted, and nothing is made up.</source>
        <translation>Écluse ne tournait pas. Rien n’a été compté, et rien n’est inventé.</translation>
    </message>
    <message>
        <source>“{account}” not reached since {start}</source>
        <translation>«&#xa0;{account}&#xa0;» injoignable depuis {start}</translation>
    </message>
    <message>
        <source>“{account}” not reached {start} to {end}, caught up at {caught_up}: nothing lost</source>
        <translation>«&#xa0;{account}&#xa0;» injoignable de {start} à {end}, rattrapé à {caught_up}&#xa0;: rien de perdu</translation>
    </message>
    <message>
        <source>“{account}” not reached {start} to {end}, not caught up yet</source>
        <translation>«&#xa0;{account}&#xa0;» injoignable de {start} à {end}, pas encore rattrapé</translation>
    </message>
</context>
<context>
    <name>Rule form</name>
    <message>
        <source>Answers to me</source>
        <translation>Réponses à mes messages</translation>
    </message>
    <message>
        <source>Anyone can write any address into a mail: it may be another.</source>
        <translation>N’importe qui peut écrire n’importe quelle adresse dans un message&#xa0;: ce peut être quelqu’un d’autre.</translation>
    </message>
    <message>
        <source>As soon as the rule is complete, it is tried on your last 30 days here.</source>
        <translation>Dès que la règle est complète, elle est essayée ici sur vos 30 derniers jours.</translation>
    </message>
    <message>
        <source>By a mailing list</source>
        <translation>Par une liste de diffusion</translation>
    </message>
    <message>
        <source>Choose one at least, or take it away.</source>
        <translation>Choisissez-en au moins un, ou retirez la condition.</translation>
    </message>
    <message>
        <source>Fill it in, or take it away.</source>
        <translation>Remplissez-la, ou retirez-la.</translation>
    </message>
    <message>
        <source>From these addresses</source>
        <translation>De ces adresses</translation>
    </message>
    <message>
        <source>From these domains</source>
        <translation>De ces domaines</translation>
    </message>
    <message>
        <source>From these tools</source>
        <translation>De ces outils</translation>
    </message>
    <message>
        <source>In these accounts</source>
        <translation>Dans ces comptes</translation>
    </message>
    <message>
        <source>In these projects</source>
        <translation>Dans ces projets</translation>
    </message>
    <message>
        <source>Is the sender known for sure</source>
        <translation>Expéditeur garanti ou non</translation>
    </message>
    <message>
        <source>Mail or mention</source>
        <translation>Courrier ou mention</translation>
    </message>
    <message>
        <source>Messages that it would have decided of</source>
        <translation>Messages dont elle aurait décidé</translation>
    </message>
    <message>
        <source>Name one list at least.</source>
        <translation>Nommez au moins une liste.</translation>
    </message>
    <message>
        <source>Names of lists</source>
        <translation>Noms des listes</translation>
    </message>
    <message>
        <source>Second try</source>
        <translation>Deuxième tentative</translation>
    </message>
    <message>
        <source>Sign-in codes</source>
        <translation>Codes de connexion</translation>
    </message>
    <message>
        <source>To my +tag address</source>
        <translation>À mon adresse avec +mot</translation>
    </message>
    <message>
        <source>Unverified senders too</source>
        <translation>Même sans garantie</translation>
    </message>
    <message>
        <source>Where an expression is found</source>
        <translation>Où une expression se trouve</translation>
    </message>
    <message>
        <source>Whose conversation</source>
        <translation>Conversation de qui</translation>
    </message>
    <message>
        <source>Why it reached me</source>
        <translation>Pourquoi cela m’est parvenu</translation>
    </message>
    <message>
        <source>With these words</source>
        <translation>Avec ces mots</translation>
    </message>
    <message>
        <source>a sign-in code or a magic link</source>
        <translation>un code de connexion ou un lien magique</translation>
    </message>
    <message>
        <source>acme, or acme/boat</source>
        <translation>acme, ou acme/bateau</translation>
    </message>
    <message>
        <source>anna@client.example, …</source>
        <translation>anna@client.example, …</translation>
    </message>
    <message>
        <source>announce, dev.lists.example.org</source>
        <translation>annonces, dev.lists.example.org</translation>
    </message>
    <message>
        <source>any mailing list</source>
        <translation>n’importe laquelle</translation>
    </message>
    <message>
        <source>client.example, and all below it</source>
        <translation>client.example, et tout ce qui est dessous</translation>
    </message>
    <message>
        <source>github, slack, …</source>
        <translation>github, slack, …</translation>
    </message>
    <message>
        <source>in conversations that I began</source>
        <translation>dans les conversations que j’ai commencées</translation>
    </message>
    <message>
        <source>in conversations that others began</source>
        <translation>dans les conversations commencées par d’autres</translation>
    </message>
    <message>
        <source>invoice \d+ overdue</source>
        <translation>facture \d+ échue</translation>
    </message>
    <message>
        <source>it answers a message of mine</source>
        <translation>c’est une réponse à un de mes messages</translation>
    </message>
    <message>
        <source>it answers no message of mine</source>
        <translation>ce n’est pas une réponse à un de mes messages</translation>
    </message>
    <message>
        <source>names of accounts</source>
        <translation>noms de comptes</translation>
    </message>
    <message>
        <source>neither a sign-in code nor a magic link</source>
        <translation>ni code de connexion ni lien magique</translation>
    </message>
    <message>
        <source>no mailing list</source>
        <translation>aucune liste</translation>
    </message>
    <message>
        <source>no: nobody vouches for the sender</source>
        <translation>non&#xa0;: personne ne se porte garant de l’expéditeur</translation>
    </message>
    <message>
        <source>one in each line: production down</source>
        <translation>un par ligne&#xa0;: production en panne</translation>
    </message>
    <message>
        <source>the person did not write in the 15 minutes before</source>
        <translation>la personne n’a pas écrit dans les 15 minutes d’avant</translation>
    </message>
    <message>
        <source>the same person wrote in the 15 minutes before</source>
        <translation>la même personne a écrit dans les 15 minutes d’avant</translation>
    </message>
    <message>
        <source>these lists:</source>
        <translation>ces listes&#xa0;:</translation>
    </message>
    <message>
        <source>urgent, for me+urgent@example.org</source>
        <translation>urgent, pour moi+urgent@example.org</translation>
    </message>
    <message>
        <source>yes: someone vouches for the sender</source>
        <translation>oui&#xa0;: quelqu’un se porte garant de l’expéditeur</translation>
    </message>
    <message>
        <source>{outcome}, you called it not urgent</source>
        <translation>{outcome}, vous l’avez dit non urgent</translation>
    </message>
    <message>
        <source>“{text}” is no address: anna@client.example is one.</source>
        <translation>«&#xa0;{text}&#xa0;» n’est pas une adresse&#xa0;: anna@client.example en est une.</translation>
    </message>
    <message>
        <source>“{text}” is no domain: client.example is one.</source>
        <translation>«&#xa0;{text}&#xa0;» n’est pas un domaine&#xa0;: client.example en est un.</translation>
    </message>
    <message>
        <source>“{text}” is not understood: {error}</source>
        <translation>«&#xa0;{text}&#xa0;» n’est pas compris&#xa0;: {error}</translation>
    </message>
</context>
<context>
    <name>Rule presets</name>
    <message>
        <source>A second try within 15 minutes comes through</source>
        <translation>Une deuxième tentative en 15 minutes passe</translation>
    </message>
    <message>
        <source>An empty rule</source>
        <translation>Une règle vide</translation>
    </message>
    <message>
        <source>Newsletters wait for a digest on Friday</source>
        <translation>Les lettres d’information attendent le vendredi</translation>
    </message>
    <message>
        <source>People I choose come through</source>
        <translation>Les personnes que je choisis passent</translation>
    </message>
    <message>
        <source>Sign-in codes and magic links come through</source>
        <translation>Les codes de connexion et liens magiques passent</translation>
    </message>
    <message>
        <source>What machines send (builds, alerts) is done silently</source>
        <translation>Ce qu’envoient les machines (compilations, alertes) est traité en silence</translation>
    </message>
    <message>
        <source>codes</source>
        <translation>codes</translation>
    </message>
    <message>
        <source>newsletters on Friday</source>
        <translation>lettres d’information le vendredi</translation>
    </message>
    <message>
        <source>noise of machines</source>
        <translation>bruit des machines</translation>
    </message>
    <message>
        <source>people I choose</source>
        <translation>personnes que je choisis</translation>
    </message>
    <message>
        <source>second try</source>
        <translation>deuxième tentative</translation>
    </message>
</context>
<context>
    <name>RuleConditions</name>
    <message>
        <source>Add a condition</source>
        <translation>Ajouter une condition</translation>
    </message>
    <message>
        <source>Add a condition…</source>
        <translation>Ajouter une condition…</translation>
    </message>
    <message>
        <source>Take this condition away</source>
        <translation>Retirer cette condition</translation>
    </message>
    <message>
        <source>Take this condition away: {title}</source>
        <translation>Retirer cette condition&#xa0;: {title}</translation>
    </message>
</context>
<context>
    <name>RuleEditor</name>
    <message>
        <source>A condition is not right yet.</source>
        <translation>Une condition n’est pas encore juste.</translation>
    </message>
    <message>
        <source>A new rule</source>
        <translation>Une nouvelle règle</translation>
    </message>
    <message>
        <source>Add a condition: a rule for every message would leave nothing to wait.</source>
        <translation>Ajoutez une condition&#xa0;: une règle pour tous les messages ne laisserait rien à attendre.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Change a rule</source>
        <translation>Modifier une règle</translation>
    </message>
    <message>
        <source>Give the rule a name: messages say which one decided.</source>
        <translation>Donnez un nom à la règle&#xa0;: les messages disent laquelle a décidé.</translation>
    </message>
    <message>
        <source>Rule&apos;s name</source>
        <translation>Nom de la règle</translation>
    </message>
    <message>
        <source>Save the rule</source>
        <translation>Enregistrer la règle</translation>
    </message>
    <message>
        <source>Say from which tools, too: in another one, anyone may call a project so.</source>
        <translation>Dites aussi de quels outils&#xa0;: dans un autre, n’importe qui peut nommer ainsi un projet.</translation>
    </message>
    <message>
        <source>Start from</source>
        <translation>Partir de</translation>
    </message>
    <message>
        <source>This rule is on</source>
        <translation>Cette règle est active</translation>
    </message>
    <message>
        <source>What it says</source>
        <translation>Ce qu’elle dit</translation>
    </message>
    <message>
        <source>What it would have done</source>
        <translation>Ce qu’elle aurait fait</translation>
    </message>
    <message>
        <source>Which messages? All of this must hold:</source>
        <translation>Quels messages&#x202f;? Tout ceci doit être vrai&#xa0;:</translation>
    </message>
</context>
<context>
    <name>RuleOutcome</name>
    <message>
        <source>But in one focus block at most</source>
        <translation>Mais par plage de concentration, au plus</translation>
    </message>
    <message>
        <source>Further ones are held, and come first in their group.</source>
        <translation>Les suivants sont retenus, et viennent en tête de leur groupe.</translation>
    </message>
    <message>
        <source>How many come through in one focus block</source>
        <translation>Combien passent par plage de concentration</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Étiquette</translation>
    </message>
    <message>
        <source>New check-in…</source>
        <translation>Nouvelle relève…</translation>
    </message>
    <message>
        <source>Promise</source>
        <translation>Promesse</translation>
    </message>
    <message>
        <source>They are done, silently</source>
        <translation>Ils sont traités, en silence</translation>
    </message>
    <message>
        <source>They come through at once</source>
        <translation>Ils passent aussitôt</translation>
    </message>
    <message>
        <source>They wait for a check-in</source>
        <translation>Ils attendent une relève</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Jusqu’à</translation>
    </message>
    <message>
        <source>What becomes of them</source>
        <translation>Ce qu’ils deviennent</translation>
    </message>
    <message>
        <source>optional: a word that is shown beside the sender</source>
        <translation>facultatif&#xa0;: un mot montré à côté de l’expéditeur</translation>
    </message>
    <message>
        <source>the first that fits</source>
        <translation>la première qui convient</translation>
    </message>
    <message>
        <source>the next check-in</source>
        <translation>la prochaine relève</translation>
    </message>
</context>
<context>
    <name>Rules</name>
    <message>
        <source>I am mentioned</source>
        <translation>on me mentionne</translation>
    </message>
    <message>
        <source>I follow it</source>
        <translation>je le suis</translation>
    </message>
    <message>
        <source>It is called as another rule is. Give it a name of its own.</source>
        <translation>Elle porte le nom d’une autre règle. Donnez-lui un nom à elle.</translation>
    </message>
    <message>
        <source>It never decides: “{by}” above it takes all of it. Move it up, or remove it.</source>
        <translation>Elle ne décide jamais&#xa0;: «&#xa0;{by}&#xa0;», au-dessus, prend tout. Montez-la, ou retirez-la.</translation>
    </message>
    <message>
        <source>It never lets anything through: it wants someone to vouch for the sender, and is only for where nobody does. Take one of the two away.</source>
        <translation>Elle ne laisse jamais rien passer&#xa0;: elle veut que quelqu’un se porte garant de l’expéditeur, et ne vaut que là où personne ne le fait. Retirez l’un des deux.</translation>
    </message>
    <message>
        <source>No check-in of your week is called “{until}”: until there is one, the next will do. Edit the rule to choose another or to add it.</source>
        <translation>Aucune relève de votre semaine ne s’appelle «&#xa0;{until}&#xa0;»&#xa0;: en attendant, la prochaine fera l’affaire. Modifiez la règle pour en choisir une autre ou pour l’ajouter.</translation>
    </message>
    <message>
        <source>Rules, in their order</source>
        <translation>Règles, dans leur ordre</translation>
    </message>
    <message>
        <source>a reply to me</source>
        <translation>réponse à moi</translation>
    </message>
    <message>
        <source>assigned to me</source>
        <translation>attribué à moi</translation>
    </message>
    <message>
        <source>at once</source>
        <translation>aussitôt</translation>
    </message>
    <message>
        <source>comes through at once</source>
        <translation>passe aussitôt</translation>
    </message>
    <message>
        <source>done</source>
        <translation>traité</translation>
    </message>
    <message>
        <source>even where nobody vouches for the sender</source>
        <translation>même si personne ne se porte garant de l’expéditeur</translation>
    </message>
    <message>
        <source>from a mailing list</source>
        <translation>d’une liste de diffusion</translation>
    </message>
    <message>
        <source>from no mailing list</source>
        <translation>d’aucune liste de diffusion</translation>
    </message>
    <message>
        <source>from the list {lists}</source>
        <translation>de la liste {lists}</translation>
    </message>
    <message>
        <source>from {who}</source>
        <translation>de {who}</translation>
    </message>
    <message>
        <source>held</source>
        <translation>retenu</translation>
    </message>
    <message>
        <source>held: nobody vouches for the sender</source>
        <translation>retenu&#xa0;: personne ne se porte garant de l’expéditeur</translation>
    </message>
    <message>
        <source>held: over its budget</source>
        <translation>retenu&#xa0;: au-delà de son budget</translation>
    </message>
    <message>
        <source>in a conversation that I began</source>
        <translation>dans une conversation que j’ai commencée</translation>
    </message>
    <message>
        <source>in a conversation that another began</source>
        <translation>dans une conversation commencée par un autre</translation>
    </message>
    <message>
        <source>in answer to a message of mine</source>
        <translation>en réponse à un de mes messages</translation>
    </message>
    <message>
        <source>in the account {accounts}</source>
        <translation>dans le compte {accounts}</translation>
    </message>
    <message>
        <source>in {projects}</source>
        <translation>dans {projects}</translation>
    </message>
    <message>
        <source>is done, silently</source>
        <translation>est traité, en silence</translation>
    </message>
    <message>
        <source>its state changed</source>
        <translation>son état a changé</translation>
    </message>
    <message>
        <source>labelled {label}</source>
        <translation>étiqueté {label}</translation>
    </message>
    <message>
        <source>my review is asked</source>
        <translation>à relire par moi</translation>
    </message>
    <message>
        <source>no message yet</source>
        <translation>aucun message encore</translation>
    </message>
    <message>
        <source>no sign-in code and no magic link</source>
        <translation>ni code de connexion ni lien magique</translation>
    </message>
    <message>
        <source>not in answer to a message of mine</source>
        <translation>pas en réponse à un de mes messages</translation>
    </message>
    <message>
        <source>sent automatically</source>
        <translation>envoi automatique</translation>
    </message>
    <message>
        <source>sent to a list</source>
        <translation>envoyé à une liste</translation>
    </message>
    <message>
        <source>sign-in codes and magic links</source>
        <translation>codes de connexion et liens magiques</translation>
    </message>
    <message>
        <source>the first time in 15 minutes that someone writes</source>
        <translation>première fois en 15 minutes que quelqu’un écrit</translation>
    </message>
    <message>
        <source>the second time within 15 minutes that someone writes</source>
        <translation>deuxième fois en 15 minutes que quelqu’un écrit</translation>
    </message>
    <message>
        <source>to my address with {tags}</source>
        <translation>à mon adresse avec {tags}</translation>
    </message>
    <message>
        <source>waits for its check-in</source>
        <translation>attend sa relève</translation>
    </message>
    <message>
        <source>waits for the check-in {name}</source>
        <translation>attend la relève {name}</translation>
    </message>
    <message>
        <source>where nobody vouches for the sender</source>
        <translation>là où personne ne se porte garant de l’expéditeur</translation>
    </message>
    <message>
        <source>where someone vouches for the sender</source>
        <translation>là où quelqu’un se porte garant de l’expéditeur</translation>
    </message>
    <message>
        <source>where {expressions} is found</source>
        <translation>où se trouve {expressions}</translation>
    </message>
    <message>
        <source>with the promise {promise}</source>
        <translation>avec la promesse {promise}</translation>
    </message>
    <message>
        <source>with {words}</source>
        <translation>avec {words}</translation>
    </message>
    <message>
        <source>written to me</source>
        <translation>écrit à moi</translation>
    </message>
    <message>
        <source>{days}, had it been on: {what}.</source>
        <translation>{days}, si elle avait été active&#xa0;: {what}.</translation>
    </message>
    <message>
        <source>{days}, nothing arrived that it could be tried on.</source>
        <translation>{days}, rien n’est arrivé sur quoi l’essayer.</translation>
    </message>
    <message>
        <source>{name} (off)</source>
        <translation>{name} (inactive)</translation>
    </message>
    <message>
        <source>{some} or one of {more} more</source>
        <translation>{some} ou l’un de {more} autres</translation>
    </message>
    <message>
        <source>{some} or {last}</source>
        <translation>{some} ou {last}</translation>
    </message>
    <message>
        <source>{some}, and {last}</source>
        <translation>{some}, et {last}</translation>
    </message>
</context>
<context>
    <name>RulesForm</name>
    <message>
        <source>Add a rule…</source>
        <translation>Ajouter une règle…</translation>
    </message>
    <message>
        <source>As a message arrives, the first rule that matches decides; the order counts. What no rule matches waits for its check-in. What has arrived stays as it was decided.</source>
        <translation>Quand un message arrive, la première règle qui convient décide&#x202f;; l’ordre compte. Ce qui ne convient à aucune attend sa relève. Ce qui est déjà arrivé reste comme il a été décidé.</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Modifier…</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Dupliquer</translation>
    </message>
    <message>
        <source>Enter: change · Space: on or off · Alt+Up, Alt+Down: move · Ctrl+D: duplicate · Del: remove</source>
        <translation>Entrée&#xa0;: modifier · Espace&#xa0;: active ou non · Alt+Haut, Alt+Bas&#xa0;: déplacer · Ctrl+D&#xa0;: dupliquer · Suppr&#xa0;: retirer</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Descendre</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Monter</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Retirer</translation>
    </message>
    <message>
        <source>Switch off</source>
        <translation>Désactiver</translation>
    </message>
    <message>
        <source>Switch on</source>
        <translation>Activer</translation>
    </message>
    <message>
        <source>There is no rule: everything waits for its check-in.</source>
        <translation>Il n’y a pas de règle&#xa0;: tout attend sa relève.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Undone: the rules are as before.</source>
        <translation>Annulé&#xa0;: les règles sont comme avant.</translation>
    </message>
    <message>
        <source>{name} (copy)</source>
        <translation>{name} (copie)</translation>
    </message>
    <message>
        <source>“{name}” is number {number} now.</source>
        <translation>«&#xa0;{name}&#xa0;» est maintenant au numéro {number}.</translation>
    </message>
    <message>
        <source>“{name}” is off: it decides nothing.</source>
        <translation>«&#xa0;{name}&#xa0;» est inactive&#xa0;: elle ne décide de rien.</translation>
    </message>
    <message>
        <source>“{name}” is on again.</source>
        <translation>«&#xa0;{name}&#xa0;» est de nouveau active.</translation>
    </message>
    <message>
        <source>“{name}” is removed.</source>
        <translation>«&#xa0;{name}&#xa0;» est retirée.</translation>
    </message>
    <message>
        <source>“{name}” is saved. It decides of what arrives from now on.</source>
        <translation>«&#xa0;{name}&#xa0;» est enregistrée. Elle décide de ce qui arrive désormais.</translation>
    </message>
</context>
<context>
    <name>Samples</name>
    <message>
        <source>The sample mailbox could not be opened.</source>
        <translation>La boîte d’exemple n’a pas pu être ouverte.</translation>
    </message>
    <message>
        <source>The sample mailbox is open. It is forgotten when you quit Écluse.</source>
        <translation>La boîte d’exemple est ouverte. Elle sera oubliée quand vous quitterez Écluse.</translation>
    </message>
</context>
<context>
    <name>ScheduleForm</name>
    <message>
        <source>Back to the saved week</source>
        <translation>Revenir à la semaine enregistrée</translation>
    </message>
    <message>
        <source>Blocks</source>
        <translation>Plages</translation>
    </message>
    <message>
        <source>Days that differ</source>
        <translation>Jours différents</translation>
    </message>
    <message>
        <source>Deleted; Undo brings it back.</source>
        <translation>Supprimée&#x202f;; Annuler la fait revenir.</translation>
    </message>
    <message>
        <source>Drag to draw a block, or to move one.</source>
        <translation>Faites glisser pour tracer une plage ou la déplacer.</translation>
    </message>
    <message>
        <source>Holidays</source>
        <translation>Jours fériés</translation>
    </message>
    <message>
        <source>In between</source>
        <translation>Entre les deux</translation>
    </message>
    <message>
        <source>My day</source>
        <translation>Ma journée</translation>
    </message>
    <message>
        <source>Not saved yet: the week was changed elsewhere meanwhile. “Save the week” puts yours in its place, “Back to the saved week” shows the other.</source>
        <translation>Pas encore enregistré&#xa0;: la semaine a été modifiée ailleurs entre-temps. «&#xa0;Enregistrer la semaine&#xa0;» met la vôtre à sa place, «&#xa0;Revenir à la semaine enregistrée&#xa0;» montre l’autre.</translation>
    </message>
    <message>
        <source>Save the week</source>
        <translation>Enregistrer la semaine</translation>
    </message>
    <message>
        <source>Saved. Écluse follows this week from now on.</source>
        <translation>Enregistré. Écluse suit désormais cette semaine.</translation>
    </message>
    <message>
        <source>Start from</source>
        <translation>Partir de</translation>
    </message>
    <message>
        <source>The week was not saved: something would wait for ever.</source>
        <translation>La semaine n’a pas été enregistrée&#xa0;: quelque chose attendrait pour toujours.</translation>
    </message>
    <message>
        <source>The week was not saved: {key} is {value}, which is not {right}.</source>
        <translation>La semaine n’a pas été enregistrée&#xa0;: {key} vaut {value}, et non {right}.</translation>
    </message>
</context>
<context>
    <name>Search</name>
    <message>
        <source>Fewer or shorter words find more.</source>
        <translation>Moins de mots, ou des mots plus courts, trouvent davantage.</translation>
    </message>
    <message>
        <source>Held messages are found too; finding one does not release it.</source>
        <translation>Les messages retenus sont trouvés aussi&#x202f;; les trouver ne les remet pas.</translation>
    </message>
    <message>
        <source>Looking for older ones? Fetch the history in Settings, Accounts.</source>
        <translation>Vous cherchez plus ancien&#x202f;? Récupérez l’historique dans Réglages, Comptes.</translation>
    </message>
    <message>
        <source>Messages found</source>
        <translation>Messages trouvés</translation>
    </message>
    <message>
        <source>Nothing found for “{query}”</source>
        <translation>Rien trouvé pour «&#xa0;{query}&#xa0;»</translation>
    </message>
    <message>
        <source>Search all messages</source>
        <translation>Rechercher dans tous les messages</translation>
    </message>
    <message>
        <source>Search everything that arrived</source>
        <translation>Rechercher dans tout ce qui est arrivé</translation>
    </message>
    <message>
        <source>Words, a name, “a phrase”</source>
        <translation>Des mots, un nom, «&#xa0;une expression&#xa0;»</translation>
    </message>
</context>
<context>
    <name>SecretEditor</name>
    <message>
        <source>Hide</source>
        <translation>Masquer</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Afficher</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Accounts</source>
        <translation>Comptes</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Apparence</translation>
    </message>
    <message>
        <source>Busy</source>
        <translation>Occupé</translation>
    </message>
    <message>
        <source>Needed for sending.</source>
        <translation>Nécessaire pour envoyer.</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>Notifications</translation>
    </message>
    <message>
        <source>Promises</source>
        <translation>Promesses</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Règles</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>Week</source>
        <translation>Semaine</translation>
    </message>
    <message>
        <source>Your data</source>
        <translation>Vos données</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>Answers</source>
        <translation>Réponses</translation>
    </message>
    <message>
        <source>Check-in</source>
        <translation>Relève</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Traités</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Retenus</translation>
    </message>
    <message>
        <source>Outbox</source>
        <translation>Boîte d’envoi</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>Endroits</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Recherche</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>Snoozed</source>
        <translation>Reportés</translation>
    </message>
    <message>
        <source>Week in review</source>
        <translation>Bilan de la semaine</translation>
    </message>
</context>
<context>
    <name>Snooze</name>
    <message>
        <source>14:30, 2h, mon 9:00, 2026-11-30 …</source>
        <translation>14:30, 2h, lun 9:00, 2026-11-30…</translation>
    </message>
    <message>
        <source>After this block</source>
        <translation>Après cette plage</translation>
    </message>
    <message>
        <source>In 3 working days</source>
        <translation>Dans 3 jours ouvrés</translation>
    </message>
    <message>
        <source>Monday</source>
        <translation>Lundi</translation>
    </message>
    <message>
        <source>Next check-in</source>
        <translation>Prochaine relève</translation>
    </message>
    <message>
        <source>No time to come can be read in this. Type it like 14:30, 2h, mon 9:00 or 2026-11-30.</source>
        <translation>Aucun moment à venir ne s’y lit. Tapez-le comme 14:30, 2h, lun 9:00 ou 2026-11-30.</translation>
    </message>
    <message>
        <source>Snooze until</source>
        <translation>Reporter jusqu’à</translation>
    </message>
    <message>
        <source>Tomorrow</source>
        <translation>Demain</translation>
    </message>
    <message>
        <source>Tonight</source>
        <translation>Ce soir</translation>
    </message>
</context>
<context>
    <name>Span</name>
    <message>
        <source>Check-in</source>
        <translation>Relève</translation>
    </message>
    <message>
        <source>Check-in: {what}</source>
        <translation>Relève&#xa0;: {what}</translation>
    </message>
    <message>
        <source>Check-ins: {when}</source>
        <translation>Relèves&#xa0;: {when}</translation>
    </message>
    <message>
        <source>Focus</source>
        <translation>Concentration</translation>
    </message>
    <message>
        <source>Open time</source>
        <translation>Temps libre</translation>
    </message>
    <message>
        <source>Otherwise on {services}: set in the settings file, and kept.</source>
        <translation>Autrement sur {services}&#xa0;: réglé dans le fichier des réglages, et gardé.</translation>
    </message>
    <message>
        <source>Together</source>
        <translation>Ensemble</translation>
    </message>
    <message>
        <source>all</source>
        <translation>tout</translation>
    </message>
    <message>
        <source>as in any other week</source>
        <translation>comme toute autre semaine</translation>
    </message>
    <message>
        <source>as usual</source>
        <translation>comme d’habitude</translation>
    </message>
    <message>
        <source>ddd d MMM yyyy</source>
        <translation>ddd d MMM yyyy</translation>
    </message>
    <message>
        <source>every day</source>
        <translation>tous les jours</translation>
    </message>
    <message>
        <source>everything</source>
        <translation>tout</translation>
    </message>
    <message>
        <source>like “{name}”</source>
        <translation>comme «&#xa0;{name}&#xa0;»</translation>
    </message>
    <message>
        <source>mail</source>
        <translation>courrier</translation>
    </message>
    <message>
        <source>mentions</source>
        <translation>mentions</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>rien</translation>
    </message>
    <message>
        <source>nothing is held</source>
        <translation>rien n’est retenu</translation>
    </message>
    <message>
        <source>nothing planned</source>
        <translation>rien de prévu</translation>
    </message>
    <message>
        <source>shown as: {level}</source>
        <translation>affiché&#xa0;: {level}</translation>
    </message>
    <message>
        <source>shown otherwise on some services</source>
        <translation>affiché autrement sur certains services</translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation>{first} à {last}</translation>
    </message>
</context>
<context>
    <name>SpanEditor</name>
    <message>
        <source>Admits</source>
        <translation>Admet</translation>
    </message>
    <message>
        <source>Block&apos;s name</source>
        <translation>Nom de la relève</translation>
    </message>
    <message>
        <source>Choose at least one day.</source>
        <translation>Choisissez au moins un jour.</translation>
    </message>
    <message>
        <source>Choose what this check-in admits.</source>
        <translation>Choisissez ce que cette relève admet.</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>Jours</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Tout</translation>
    </message>
    <message>
        <source>From</source>
        <translation>De</translation>
    </message>
    <message>
        <source>Intention</source>
        <translation>Intention</translation>
    </message>
    <message>
        <source>It must end at another time than it starts.</source>
        <translation>L’heure de fin doit différer de l’heure de début.</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Nature</translation>
    </message>
    <message>
        <source>Show me as</source>
        <translation>M’afficher</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>À</translation>
    </message>
    <message>
        <source>optional</source>
        <translation>facultatif</translation>
    </message>
    <message>
        <source>what you will work on</source>
        <translation>ce à quoi vous travaillerez</translation>
    </message>
</context>
<context>
    <name>States</name>
    <message>
        <source>Done</source>
        <translation>Traités</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Retenus</translation>
    </message>
    <message>
        <source>Nothing is done yet</source>
        <translation>Rien n’est encore traité</translation>
    </message>
    <message>
        <source>Nothing is held</source>
        <translation>Rien n’est retenu</translation>
    </message>
    <message>
        <source>Nothing is snoozed</source>
        <translation>Rien n’est reporté</translation>
    </message>
    <message>
        <source>Press E on a message to have it out of the way.</source>
        <translation>Appuyez sur E devant un message pour l’écarter.</translation>
    </message>
    <message>
        <source>Press S on a message to have it come back later.</source>
        <translation>Appuyez sur S devant un message pour qu’il revienne plus tard.</translation>
    </message>
    <message>
        <source>Snoozed</source>
        <translation>Reportés</translation>
    </message>
    <message>
        <source>The pile has changed: look again</source>
        <translation>La pile a changé&#xa0;: regarder de nouveau</translation>
    </message>
    <message>
        <source>They come back by themselves, the soonest first.</source>
        <translation>Ils reviennent d’eux-mêmes, les plus proches d’abord.</translation>
    </message>
    <message>
        <source>What you have dealt with, the latest first.</source>
        <translation>Ce que vous avez traité, le plus récent d’abord.</translation>
    </message>
    <message>
        <source>You may look: nothing is released by it. Each says until when it waits.</source>
        <translation>Vous pouvez regarder&#xa0;: cela ne remet rien. Chacun dit jusqu’à quand il attend.</translation>
    </message>
</context>
<context>
    <name>Texts</name>
    <message>
        <source>{first}: {second}</source>
        <translation>{first}&#xa0;: {second}</translation>
    </message>
</context>
<context>
    <name>Times</name>
    <message>
        <source>tomorrow</source>
        <translation>demain</translation>
    </message>
    <message>
        <source>tomorrow {time}</source>
        <translation>demain {time}</translation>
    </message>
    <message>
        <source>yesterday {time}</source>
        <translation>hier {time}</translation>
    </message>
    <message>
        <source>{hours} h</source>
        <translation>{hours}&#xa0;h</translation>
    </message>
    <message>
        <source>{hours} h {minutes}</source>
        <translation>{hours}&#xa0;h {minutes}</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes}&#xa0;min</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Open Écluse</source>
        <translation>Ouvrir Écluse</translation>
    </message>
</context>
<context>
    <name>Trouble</name>
    <message>
        <source>A mail server has something to say</source>
        <translation>Un serveur de courrier a quelque chose à dire</translation>
    </message>
    <message>
        <source>A message stays as it was at the server</source>
        <translation>Un message reste tel quel sur le serveur</translation>
    </message>
    <message>
        <source>A message was not sent, or may not have been</source>
        <translation>Un message n’est pas parti, ou peut-être pas</translation>
    </message>
    <message>
        <source>A message was sent, and has no copy in your mailbox</source>
        <translation>Un message est parti, et votre boîte n’en a pas de copie</translation>
    </message>
    <message>
        <source>A service cannot do what was asked</source>
        <translation>Un service ne sait pas faire ce qui est demandé</translation>
    </message>
    <message>
        <source>A service refuses to sign you in</source>
        <translation>Un service refuse votre connexion</translation>
    </message>
    <message>
        <source>A setting cannot work</source>
        <translation>Un réglage ne peut pas marcher</translation>
    </message>
    <message>
        <source>A setting of “{name}” cannot work</source>
        <translation>Un réglage de «&#xa0;{name}&#xa0;» ne peut pas marcher</translation>
    </message>
    <message>
        <source>Add the account again, or choose another message.</source>
        <translation>Ajoutez de nouveau le compte, ou choisissez un autre message.</translation>
    </message>
    <message>
        <source>All else goes when Écluse ends.</source>
        <translation>Tout le reste part quand Écluse se ferme.</translation>
    </message>
    <message>
        <source>Ask whoever runs it, or choose another kind of account.</source>
        <translation>Demandez à qui s’en occupe, ou choisissez une autre sorte de compte.</translation>
    </message>
    <message>
        <source>Check that the address is the right one for this kind of account.</source>
        <translation>Vérifiez que l’adresse convient à cette sorte de compte.</translation>
    </message>
    <message>
        <source>Check the server&apos;s name. If it is your own server, give its certificate file.</source>
        <translation>Vérifiez le nom du serveur. Si c’est votre propre serveur, donnez son fichier de certificat.</translation>
    </message>
    <message>
        <source>Check them. Many mail providers want an app password here, and tools a token: both are made on their website.</source>
        <translation>Vérifiez-les. Beaucoup de fournisseurs veulent ici un mot de passe d’application, et les outils un jeton&#xa0;: l’un et l’autre se créent sur leur site.</translation>
    </message>
    <message>
        <source>Correct it in the settings; reading waits until then.</source>
        <translation>Corrigez-le dans les réglages&#x202f;; la lecture attend jusque-là.</translation>
    </message>
    <message>
        <source>Correct it, then test again.</source>
        <translation>Corrigez-le, puis testez de nouveau.</translation>
    </message>
    <message>
        <source>Correct it; until then the settings that were last good are followed.</source>
        <translation>Corrigez-le&#x202f;; en attendant, les derniers réglages valables sont suivis.</translation>
    </message>
    <message>
        <source>Correct what it says, then send it again.</source>
        <translation>Corrigez ce qu’il indique, puis renvoyez-le.</translation>
    </message>
    <message>
        <source>Find out whether it arrived before you send it again.</source>
        <translation>Vérifiez s’il est arrivé avant de le renvoyer.</translation>
    </message>
    <message>
        <source>Is the disk full? Écluse tries again by itself; nothing that arrived is lost.</source>
        <translation>Le disque est-il plein&#x202f;? Écluse réessaie de lui-même&#x202f;; rien de ce qui est arrivé n’est perdu.</translation>
    </message>
    <message>
        <source>It is not at the server any more.</source>
        <translation>Ce message n’est plus sur le serveur.</translation>
    </message>
    <message>
        <source>It is not sent again. The account&apos;s settings say where copies go.</source>
        <translation>Il n’est pas renvoyé. Les réglages du compte disent où vont les copies.</translation>
    </message>
    <message>
        <source>It was moved or deleted elsewhere; what Écluse has of it stays.</source>
        <translation>Il a été déplacé ou supprimé ailleurs&#x202f;; ce qu’Écluse en a reste là.</translation>
    </message>
    <message>
        <source>Its account was removed from Écluse.</source>
        <translation>Son compte a été retiré d’Écluse.</translation>
    </message>
    <message>
        <source>Its sign-in has ended or was refused. Nothing was lost; reading waits.</source>
        <translation>Sa connexion a pris fin ou a été refusée. Rien n’est perdu&#x202f;; la lecture attend.</translation>
    </message>
    <message>
        <source>Not all of it could be deleted</source>
        <translation>Tout n’a pas pu être supprimé</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Rien n’a été changé.</translation>
    </message>
    <message>
        <source>Nothing was kept.</source>
        <translation>Rien n’a été gardé.</translation>
    </message>
    <message>
        <source>Nothing was lost. The account&apos;s settings have the switches for it.</source>
        <translation>Rien n’est perdu. Les réglages du compte ont les interrupteurs pour cela.</translation>
    </message>
    <message>
        <source>Nothing was sent. Check the server&apos;s name, or ask who runs it.</source>
        <translation>Rien n’a été envoyé. Vérifiez le nom du serveur, ou demandez à qui s’en occupe.</translation>
    </message>
    <message>
        <source>Notifications cannot be shown</source>
        <translation>Les notifications ne peuvent pas s’afficher</translation>
    </message>
    <message>
        <source>One of the settings cannot work.</source>
        <translation>L’un des réglages ne peut pas marcher.</translation>
    </message>
    <message>
        <source>Open settings</source>
        <translation>Ouvrir les réglages</translation>
    </message>
    <message>
        <source>Open the outbox</source>
        <translation>Ouvrir la boîte d’envoi</translation>
    </message>
    <message>
        <source>Quit Écluse</source>
        <translation>Quitter Écluse</translation>
    </message>
    <message>
        <source>Reading works, but not sending by {server}.</source>
        <translation>La lecture fonctionne, mais pas l’envoi par {server}.</translation>
    </message>
    <message>
        <source>Sign in again with your browser, as the person whose mail it is.</source>
        <translation>Reconnectez-vous avec votre navigateur, comme la personne dont c’est le courrier.</translation>
    </message>
    <message>
        <source>Sign in to “{name}” again</source>
        <translation>Reconnectez-vous à «&#xa0;{name}&#xa0;»</translation>
    </message>
    <message>
        <source>Something went wrong</source>
        <translation>Quelque chose s’est mal passé</translation>
    </message>
    <message>
        <source>Something went wrong that Écluse did not expect.</source>
        <translation>Il s’est passé quelque chose qu’Écluse n’attendait pas.</translation>
    </message>
    <message>
        <source>The certificate of “{name}” is not good</source>
        <translation>Le certificat de «&#xa0;{name}&#xa0;» n’est pas valable</translation>
    </message>
    <message>
        <source>The keyring does not answer</source>
        <translation>Le trousseau ne répond pas</translation>
    </message>
    <message>
        <source>The keyring does not give the password or the token.</source>
        <translation>Le trousseau ne donne pas le mot de passe ou le jeton.</translation>
    </message>
    <message>
        <source>The keyring does not have it. Type it again.</source>
        <translation>Le trousseau ne l’a pas. Saisissez-le de nouveau.</translation>
    </message>
    <message>
        <source>The keyring is locked or missing. Unlock it, or type that again.</source>
        <translation>Le trousseau est verrouillé ou absent. Déverrouillez-le, ou retapez le secret.</translation>
    </message>
    <message>
        <source>The message may have been sent.</source>
        <translation>Le message est peut-être parti.</translation>
    </message>
    <message>
        <source>The others are read. If it was renamed or deleted, choose anew.</source>
        <translation>Le reste est lu. Si cela a été renommé ou supprimé, choisissez à nouveau.</translation>
    </message>
    <message>
        <source>The outbox says what became of it, and what you can do.</source>
        <translation>La boîte d’envoi dit ce qu’elle est devenue, et ce que vous pouvez faire.</translation>
    </message>
    <message>
        <source>The password or the token is missing.</source>
        <translation>Le mot de passe ou le jeton manque.</translation>
    </message>
    <message>
        <source>The password or token of “{name}” is not to hand</source>
        <translation>Le mot de passe ou le jeton de «&#xa0;{name}&#xa0;» n’est pas disponible</translation>
    </message>
    <message>
        <source>The queue cannot be written</source>
        <translation>La file ne peut pas être écrite</translation>
    </message>
    <message>
        <source>The server cannot be used now.</source>
        <translation>Le serveur est inutilisable pour le moment.</translation>
    </message>
    <message>
        <source>The server cannot do what this needs.</source>
        <translation>Le serveur ne sait pas faire ce qu’il faut.</translation>
    </message>
    <message>
        <source>The server could not prove that it is the one you named.</source>
        <translation>Le serveur n’a pas pu prouver qu’il est celui que vous avez nommé.</translation>
    </message>
    <message>
        <source>The server of “{name}” cannot do what is needed</source>
        <translation>Le serveur de «&#xa0;{name}&#xa0;» ne sait pas faire ce qu’il faut</translation>
    </message>
    <message>
        <source>The server refused the message.</source>
        <translation>Le serveur a refusé le message.</translation>
    </message>
    <message>
        <source>The server refused the name, the password or the token.</source>
        <translation>Le serveur a refusé le nom, le mot de passe ou le jeton.</translation>
    </message>
    <message>
        <source>The server refuses the name, the password or the token. Nothing was lost; reading waits.</source>
        <translation>Le serveur refuse le nom, le mot de passe ou le jeton. Rien n’est perdu&#x202f;; la lecture attend.</translation>
    </message>
    <message>
        <source>The settings file cannot be used</source>
        <translation>Le fichier de réglages est inutilisable</translation>
    </message>
    <message>
        <source>The sign-in has ended or was refused.</source>
        <translation>La connexion a pris fin ou a été refusée.</translation>
    </message>
    <message>
        <source>There is no network just now</source>
        <translation>Il n’y a pas de réseau pour l’instant</translation>
    </message>
    <message>
        <source>Try again. The log has the details: ecluse doctor shows where it is.</source>
        <translation>Essayez de nouveau. Le journal a les détails&#xa0;: ecluse doctor dit où il est.</translation>
    </message>
    <message>
        <source>Try again; the help page on accounts says what a client id is and how to get one.</source>
        <translation>Réessayez&#x202f;; la page d’aide sur les comptes dit ce qu’est un identifiant client et comment en obtenir un.</translation>
    </message>
    <message>
        <source>Type it, then test again.</source>
        <translation>Saisissez-le, puis testez de nouveau.</translation>
    </message>
    <message>
        <source>Unlock it, or type that anew, then test again.</source>
        <translation>Déverrouillez-le, ou retapez-le, puis refaites le test.</translation>
    </message>
    <message>
        <source>Where it cannot be reached, check the address and your network; where it asks for patience, wait. Then test again.</source>
        <translation>S’il est injoignable, vérifiez l’adresse et votre réseau&#x202f;; s’il demande de patienter, attendez. Puis testez de nouveau.</translation>
    </message>
    <message>
        <source>You are not signed in.</source>
        <translation>Vous n’êtes pas connecté.</translation>
    </message>
    <message>
        <source>Your messages are safe. The log has the details.</source>
        <translation>Vos messages sont à l’abri. Le journal a les détails.</translation>
    </message>
    <message>
        <source>Écluse could not start reading</source>
        <translation>Écluse n’a pas pu commencer la lecture</translation>
    </message>
    <message>
        <source>Écluse hung up before it sent your name, password or token.</source>
        <translation>Écluse a raccroché avant d’envoyer votre nom, mot de passe ou jeton.</translation>
    </message>
    <message>
        <source>Écluse tries again in an hour. The log has the details.</source>
        <translation>Écluse réessaie dans une heure. Le journal a les détails.</translation>
    </message>
    <message>
        <source>“{mailbox}” of “{name}” cannot be read</source>
        <translation>«&#xa0;{mailbox}&#xa0;» de «&#xa0;{name}&#xa0;» ne peut pas être lue</translation>
    </message>
    <message>
        <source>“{name}” could not be read</source>
        <translation>«&#xa0;{name}&#xa0;» n’a pas pu être lu</translation>
    </message>
    <message>
        <source>“{said}”</source>
        <translation>«&#xa0;{said}&#xa0;»</translation>
    </message>
</context>
<context>
    <name>Waits</name>
    <message>
        <source>No check-in admits {what}: it would wait for ever. Let one admit it.</source>
        <translation>Aucune relève n’admet&#xa0;: {what}. Cela attendrait pour toujours. Faites-le admettre par une relève.</translation>
    </message>
    <message>
        <source>The check-in on {start} is short: {length}, and its usual {messages} take about {needs}.</source>
        <translation>La relève du {start} est courte&#xa0;: {length}, et ses {messages} habituels demandent environ {needs}.</translation>
    </message>
    <message>
        <source>The check-in “{name}” on {start} is short: {length}, and its usual {messages} take about {needs}.</source>
        <translation>La relève «&#xa0;{name}&#xa0;» du {start} est courte&#xa0;: {length}, et ses {messages} habituels demandent environ {needs}.</translation>
    </message>
    <message>
        <source>The longest wait is {length}: from {start} to {end}.</source>
        <translation>L’attente la plus longue est de {length}&#xa0;: de {start} à {end}.</translation>
    </message>
    <message>
        <source>There is no check-in: what arrives would wait for ever. Add one.</source>
        <translation>Il n’y a pas de relève&#xa0;: ce qui arrive attendrait pour toujours. Ajoutez-en une.</translation>
    </message>
    <message>
        <source>With “{cause}” the longest wait is {length}: from {start} to {end}.</source>
        <translation>Avec «&#xa0;{cause}&#xa0;», l’attente la plus longue est de {length}&#xa0;: de {start} à {end}.</translation>
    </message>
    <message>
        <source>{day} {time}</source>
        <translation>{day} {time}</translation>
    </message>
    <message>
        <source>{hours} h</source>
        <translation>{hours}&#xa0;h</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours}&#xa0;h {minutes}&#xa0;min</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes}&#xa0;min</translation>
    </message>
</context>
<context>
    <name>WeekGrid</name>
    <message>
        <source>The week as a picture</source>
        <translation>La semaine en image</translation>
    </message>
</context>
<context>
    <name>WeekZone</name>
    <message>
        <source>Blocks and check-ins keep their hours, by the clock that you choose. It holds at once, also for working hours that name no zone of their own.</source>
        <translation>Les plages et les relèves gardent leurs heures, à l’horloge que vous choisissez. Cela vaut aussitôt, aussi pour les heures de travail qui ne nomment pas leur propre fuseau.</translation>
    </message>
    <message>
        <source>By whose clock is your week?</source>
        <translation>À quelle horloge va votre semaine&#x202f;?</translation>
    </message>
    <message>
        <source>No such zone is known. A larger city, or the country, may be.</source>
        <translation>Ce fuseau n’est pas connu. Une plus grande ville, ou le pays, l’est peut-être.</translation>
    </message>
    <message>
        <source>This machine&apos;s clock, also when you travel</source>
        <translation>L’horloge de cette machine, aussi en voyage</translation>
    </message>
</context>
<context>
    <name>WeekZoneLine</name>
    <message>
        <source>The week follows the clock of {place} from now on, wherever you are. All in it keeps its hours.</source>
        <translation>La semaine suit désormais le fuseau {place}, où que vous soyez. Tout y garde ses heures.</translation>
    </message>
    <message>
        <source>The week follows this machine&apos;s clock from now on, wherever you take it. All in it keeps its hours.</source>
        <translation>La semaine suit désormais l’horloge de cette machine, où que vous l’emportiez. Tout y garde ses heures.</translation>
    </message>
    <message>
        <source>This machine is in {zone}.</source>
        <translation>Cette machine suit {zone}.</translation>
    </message>
    <message>
        <source>Time zone…</source>
        <translation>Fuseau horaire…</translation>
    </message>
    <message>
        <source>Times are those of {zone}, as on this machine.</source>
        <translation>Fuseau des heures&#xa0;: {zone}, comme sur cette machine.</translation>
    </message>
    <message>
        <source>Times are those of {zone}, wherever you are.</source>
        <translation>Fuseau des heures&#xa0;: {zone}, où que vous soyez.</translation>
    </message>
</context>
<context>
    <name>WordingForm</name>
    <message>
        <source>Colleagues may read what I work on</source>
        <translation>Les collègues peuvent lire à quoi je travaille</translation>
    </message>
    <message>
        <source>If it is urgent</source>
        <translation>En cas d’urgence</translation>
    </message>
    <message>
        <source>In a block of 50 minutes, each service would show:</source>
        <translation>Dans une plage de 50&#xa0;minutes, chaque service montrerait&#xa0;:</translation>
    </message>
    <message>
        <source>In focus until {end}, reading messages at {next_check_in}</source>
        <translation>En concentration jusqu’à {end}, lecture des messages à {next_check_in}</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Langue</translation>
    </message>
    <message>
        <source>Name the time zone, for colleagues elsewhere</source>
        <translation>Nommer le fuseau horaire, pour les collègues ailleurs</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>Saved. It is used from your next focus block on.</source>
        <translation>Enregistré. Utilisé dès votre prochaine plage de concentration.</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Texte</translation>
    </message>
    <message>
        <source>That of Écluse</source>
        <translation>Celle d’Écluse</translation>
    </message>
    <message>
        <source>The names in braces are filled in: {end}, {next_check_in}, {urgent}, {intention}. Where a text is too long for a service, a shorter one is used there.</source>
        <translation>Les noms entre accolades sont remplacés&#xa0;: {end}, {next_check_in}, {urgent}, {intention}. Là où un texte est trop long pour un service, un plus court est utilisé.</translation>
    </message>
    <message>
        <source>What colleagues read</source>
        <translation>Ce que lisent les collègues</translation>
    </message>
    <message>
        <source>for example: call me</source>
        <translation>par exemple&#xa0;: appelez-moi</translation>
    </message>
    <message>
        <source>what you will work on</source>
        <translation>ce à quoi vous travaillerez</translation>
    </message>
</context>
<context>
    <name>fields</name>
    <message>
        <source>465: over TLS</source>
        <translation>465&#xa0;: par TLS</translation>
    </message>
    <message>
        <source>993 is IMAP over TLS</source>
        <translation>993&#xa0;: IMAP par TLS</translation>
    </message>
    <message>
        <source>A &quot;personal access token (classic)&quot; with the scope &quot;notifications&quot;</source>
        <translation>Un «&#xa0;personal access token (classic)&#xa0;» avec la portée «&#xa0;notifications&#xa0;»</translation>
    </message>
    <message>
        <source>A &quot;personal access token (classic)&quot; with the scope &quot;user&quot;</source>
        <translation>Un «&#xa0;personal access token (classic)&#xa0;» avec la portée «&#xa0;user&#xa0;»</translation>
    </message>
    <message>
        <source>A calendar (CalDAV)</source>
        <translation>Un agenda (CalDAV)</translation>
    </message>
    <message>
        <source>A command of your own</source>
        <translation>Une commande à vous</translation>
    </message>
    <message>
        <source>A file, for status bars and scripts</source>
        <translation>Un fichier, pour les barres d’état et les scripts</translation>
    </message>
    <message>
        <source>A password</source>
        <translation>Un mot de passe</translation>
    </message>
    <message>
        <source>A personal API key with write access: in Linear under Settings, Security &amp; access</source>
        <translation>Une clé d’API personnelle avec accès en écriture&#xa0;: dans Linear, sous Settings, Security &amp; access</translation>
    </message>
    <message>
        <source>A personal API key: in Linear under Settings, Security &amp; access</source>
        <translation>Une clé d’API personnelle&#xa0;: dans Linear, Paramètres, Sécurité et accès</translation>
    </message>
    <message>
        <source>A personal access token with the scope api</source>
        <translation>Un jeton d’accès personnel avec la portée api</translation>
    </message>
    <message>
        <source>A personal access token with the scope read_api, or api where done is to mark as read</source>
        <translation>Un jeton d’accès personnel avec la portée read_api, ou api si «&#xa0;traité&#xa0;» doit marquer comme lu</translation>
    </message>
    <message>
        <source>A personal access token: in Mattermost, Profile, Security</source>
        <translation>Un jeton d’accès personnel&#xa0;: dans Mattermost, Profil, Sécurité</translation>
    </message>
    <message>
        <source>A personal access token: in Rocket.Chat, My account, Personal access tokens</source>
        <translation>Un jeton d’accès personnel&#xa0;: dans Rocket.Chat, Mon compte, Jetons d’accès personnel</translation>
    </message>
    <message>
        <source>A text file that ends each answer</source>
        <translation>Un fichier de texte qui termine chaque réponse</translation>
    </message>
    <message>
        <source>A token</source>
        <translation>Un jeton</translation>
    </message>
    <message>
        <source>API key</source>
        <translation>Clé d’API</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Address for codes</source>
        <translation>Adresse pour les codes</translation>
    </message>
    <message>
        <source>Address for the browser</source>
        <translation>Adresse pour le navigateur</translation>
    </message>
    <message>
        <source>Address for tokens</source>
        <translation>Adresse pour les jetons</translation>
    </message>
    <message>
        <source>Address of the sign-in</source>
        <translation>Adresse de la connexion</translation>
    </message>
    <message>
        <source>Addresses of the sign-in</source>
        <translation>Adresses de la connexion</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Toutes</translation>
    </message>
    <message>
        <source>All messages of encrypted rooms</source>
        <translation>Tous les messages des salons chiffrés</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>Toujours</translation>
    </message>
    <message>
        <source>An API key for your name, or a user API key</source>
        <translation>Une clé d’API à votre nom, ou une clé d’API d’utilisateur</translation>
    </message>
    <message>
        <source>An access token of an app that you register at launchpad.37signals.com</source>
        <translation>Un jeton d’accès d’une application que vous déclarez sur launchpad.37signals.com</translation>
    </message>
    <message>
        <source>An access token of that service</source>
        <translation>Un jeton d’accès de ce service</translation>
    </message>
    <message>
        <source>An access token that may read users, issues and notifications; and write these, to mark as read</source>
        <translation>Un jeton qui peut lire utilisateurs, tickets et notifications&#x202f;; et écrire celles-ci, pour marquer comme lu</translation>
    </message>
    <message>
        <source>An app password, where your server has them</source>
        <translation>Un mot de passe d’application, si votre serveur en propose</translation>
    </message>
    <message>
        <source>Another one for a GitLab that your team runs itself</source>
        <translation>Une autre pour un GitLab que votre équipe héberge</translation>
    </message>
    <message>
        <source>Another one only for GitHub Enterprise Server</source>
        <translation>Une autre seulement pour GitHub Enterprise Server</translation>
    </message>
    <message>
        <source>Another one only in a national cloud</source>
        <translation>Une autre seulement dans un cloud national</translation>
    </message>
    <message>
        <source>App password</source>
        <translation>Mot de passe d’application</translation>
    </message>
    <message>
        <source>App token</source>
        <translation>Jeton d’application</translation>
    </message>
    <message>
        <source>Apple wants an app-specific password here, not your usual one. Sign in at account.apple.com, make one under Sign-In and Security, and paste it.</source>
        <translation>Apple demande ici un mot de passe pour application, pas le mot de passe habituel. Connectez-vous sur account.apple.com, créez-en un sous Connexion et sécurité, et collez-le.</translation>
    </message>
    <message>
        <source>Application ID</source>
        <translation>Identifiant d’application</translation>
    </message>
    <message>
        <source>Apps</source>
        <translation>Applications</translation>
    </message>
    <message>
        <source>Archive folder</source>
        <translation>Dossier d’archives</translation>
    </message>
    <message>
        <source>As everywhere</source>
        <translation>Comme partout</translation>
    </message>
    <message>
        <source>As your browser shows it, such as https://cloud.example.org</source>
        <translation>Comme votre navigateur la montre, par exemple https://cloud.example.org</translation>
    </message>
    <message>
        <source>As your browser shows it: https://3.basecamp.com/ and the number of your account</source>
        <translation>Comme votre navigateur la montre&#xa0;: https://3.basecamp.com/ et le numéro de votre compte</translation>
    </message>
    <message>
        <source>Ask every (seconds)</source>
        <translation>Intervalle (secondes)</translation>
    </message>
    <message>
        <source>At the server too</source>
        <translation>Aussi sur le serveur</translation>
    </message>
    <message>
        <source>At the server too, with all before it in its channel</source>
        <translation>Sur le serveur aussi, avec tout ce qui précède dans le canal</translation>
    </message>
    <message>
        <source>At the server too. Undo takes it back</source>
        <translation>Sur le serveur aussi. Annuler le retire</translation>
    </message>
    <message>
        <source>At the server too: the whole channel, or the thread</source>
        <translation>Sur le serveur aussi&#xa0;: tout le canal, ou le fil</translation>
    </message>
    <message>
        <source>At the server too: the whole room</source>
        <translation>Sur le serveur aussi&#xa0;: tout le salon</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatique</translation>
    </message>
    <message>
        <source>Basecamp wants one from every program that asks, and only Basecamp gets it</source>
        <translation>Basecamp en demande une à tout programme, et elle ne va qu’à lui</translation>
    </message>
    <message>
        <source>Be told at once (IDLE)</source>
        <translation>Être prévenu aussitôt (IDLE)</translation>
    </message>
    <message>
        <source>Be told at once (WebSocket)</source>
        <translation>Être averti aussitôt (WebSocket)</translation>
    </message>
    <message>
        <source>Beside the key there, under &quot;Token&quot;, and allowed by you</source>
        <translation>À côté de la clé, sous «&#xa0;Token&#xa0;», avec votre accord</translation>
    </message>
    <message>
        <source>Best that of a session of its own: the help page on mentions tells how to get one</source>
        <translation>De préférence celui d’une session à part&#xa0;: la page d’aide sur les mentions dit comment l’obtenir</translation>
    </message>
    <message>
        <source>By which you are named there; the first part of your address if empty</source>
        <translation>Par lequel on vous y nomme&#x202f;; vide&#xa0;: le début de votre adresse</translation>
    </message>
    <message>
        <source>Calendar</source>
        <translation>Agenda</translation>
    </message>
    <message>
        <source>Certificate authority</source>
        <translation>Autorité de certification</translation>
    </message>
    <message>
        <source>Certificates and trust</source>
        <translation>Certificats et confiance</translation>
    </message>
    <message>
        <source>Changes at the server</source>
        <translation>Changements sur le serveur</translation>
    </message>
    <message>
        <source>Client id</source>
        <translation>Identifiant client</translation>
    </message>
    <message>
        <source>Client secret</source>
        <translation>Secret client</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Commande</translation>
    </message>
    <message>
        <source>Copy in Sent</source>
        <translation>Copie dans Envoyés</translation>
    </message>
    <message>
        <source>Decline meetings</source>
        <translation>Décliner les réunions</translation>
    </message>
    <message>
        <source>Direct messages too</source>
        <translation>Les messages directs aussi</translation>
    </message>
    <message>
        <source>Discord: what you are doing</source>
        <translation>Discord&#xa0;: ce que vous faites</translation>
    </message>
    <message>
        <source>Do not disturb on this desktop</source>
        <translation>Ne pas déranger, sur ce bureau</translation>
    </message>
    <message>
        <source>Done archives</source>
        <translation>Traité archive</translation>
    </message>
    <message>
        <source>Done dismisses</source>
        <translation>Traité écarte la notification</translation>
    </message>
    <message>
        <source>Done marks as read</source>
        <translation>Traité marque comme lu</translation>
    </message>
    <message>
        <source>Emoji</source>
        <translation>Émoji</translation>
    </message>
    <message>
        <source>Empty: the folder that the server has for that</source>
        <translation>Vide&#xa0;: le dossier que le serveur prévoit pour cela</translation>
    </message>
    <message>
        <source>English</source>
        <translation>English</translation>
    </message>
    <message>
        <source>Every file in it whose name ends in .eml is a mail</source>
        <translation>Chaque fichier dont le nom finit par .eml y est un courrier</translation>
    </message>
    <message>
        <source>Fastmail</source>
        <translation>Fastmail</translation>
    </message>
    <message>
        <source>Fastmail wants an app password here, not your usual one. Make one in its settings, under Privacy &amp; Security, with access to IMAP, and paste it.</source>
        <translation>Fastmail demande ici un mot de passe d’application, pas le mot de passe habituel. Créez-en un dans ses réglages, sous Privacy &amp; Security, avec accès à IMAP, et collez-le.</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Fichier</translation>
    </message>
    <message>
        <source>First allow IMAP in the settings of Zoho Mail. If you sign in in two steps, make an app password in your Zoho account, under Security, and paste that one.</source>
        <translation>Autorisez d’abord IMAP dans les réglages de Zoho Mail. Si vous vous connectez en deux étapes, créez un mot de passe d’application dans votre compte Zoho, sous Sécurité, et collez celui-là.</translation>
    </message>
    <message>
        <source>First allow IMAP in the settings of your mailbox on the website: it is off at first.</source>
        <translation>Autorisez d’abord IMAP dans les réglages de votre boîte, sur le site&#xa0;: au départ, il est désactivé.</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Dossier</translation>
    </message>
    <message>
        <source>Français</source>
        <translation>Français</translation>
    </message>
    <message>
        <source>Google</source>
        <translation>Google</translation>
    </message>
    <message>
        <source>Google Calendar</source>
        <translation>Google Agenda</translation>
    </message>
    <message>
        <source>Google Chat</source>
        <translation>Google Chat</translation>
    </message>
    <message>
        <source>Google wants an app password here, not your usual one. Switch on 2-Step Verification in your Google Account, then make one at myaccount.google.com/apppasswords and paste it.</source>
        <translation>Google demande ici un mot de passe d’application, pas le mot de passe habituel. Activez la validation en deux étapes dans votre compte Google, puis créez-en un sur myaccount.google.com/apppasswords et collez-le.</translation>
    </message>
    <message>
        <source>Google&apos;s, unless you test</source>
        <translation>Celle de Google, sauf pour un essai</translation>
    </message>
    <message>
        <source>How its Authentication-Results begin, such as mx.example.org. Empty: what is known of providers</source>
        <translation>Ce par quoi commencent ses Authentication-Results, par exemple mx.example.org. Vide&#xa0;: ce que l’on sait des fournisseurs</translation>
    </message>
    <message>
        <source>If the sign-in is refused, allow IMAP first, in the settings of your mailbox on the website.</source>
        <translation>Si la connexion est refusée, autorisez d’abord IMAP dans les réglages de votre boîte, sur le site.</translation>
    </message>
    <message>
        <source>In a work account Google can decline invitations that fall into your focus</source>
        <translation>Dans un compte professionnel, Google peut décliner les invitations qui tombent pendant votre concentration</translation>
    </message>
    <message>
        <source>In your browser Écluse is given no password (OAuth)</source>
        <translation>Par le navigateur, Écluse ne reçoit pas de mot de passe (OAuth)</translation>
    </message>
    <message>
        <source>In your browser Écluse is given no password (OAuth). A token is used as it is, until it ends</source>
        <translation>Dans votre navigateur, Écluse ne reçoit aucun mot de passe (OAuth). Un jeton est utilisé tel quel, jusqu’à sa fin</translation>
    </message>
    <message>
        <source>Instead of asking now and then</source>
        <translation>Au lieu de demander de temps en temps</translation>
    </message>
    <message>
        <source>It is run without a shell. Its words, each in brackets</source>
        <translation>Elle est lancée sans shell. Ses mots, chacun entre crochets</translation>
    </message>
    <message>
        <source>Its name as in GitLab, without colons</source>
        <translation>Son nom dans GitLab, sans deux-points</translation>
    </message>
    <message>
        <source>Its name between colons, or the emoji itself</source>
        <translation>Son nom entre deux-points, ou l’émoji lui-même</translation>
    </message>
    <message>
        <source>Its name in your workspace, in colons</source>
        <translation>Son nom dans votre espace de travail, entre deux-points</translation>
    </message>
    <message>
        <source>Its name, as you write it between colons</source>
        <translation>Son nom, tel que vous l’écrivez entre deux-points</translation>
    </message>
    <message>
        <source>Its name, where you have several; your usual one if empty</source>
        <translation>Son nom, si vous en avez plusieurs&#x202f;; votre agenda habituel si vide</translation>
    </message>
    <message>
        <source>Its name; it turns a Focus on with the action Set Focus.</source>
        <translation>Son nom&#x202f;; il active un mode de concentration par l’action «&#xa0;Définir le mode de concentration&#xa0;».</translation>
    </message>
    <message>
        <source>Its name; it turns the Focus off.</source>
        <translation>Son nom&#x202f;; il désactive le mode de concentration.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Langue</translation>
    </message>
    <message>
        <source>Look every (seconds)</source>
        <translation>Intervalle (secondes)</translation>
    </message>
    <message>
        <source>Made in Nextcloud under Settings, Security</source>
        <translation>À créer dans Nextcloud, Paramètres, Sécurité</translation>
    </message>
    <message>
        <source>Made there once, by you: see the help page on Teams and Google</source>
        <translation>Créé là-bas une fois, par vous&#xa0;: voir la page d’aide sur Teams et Google</translation>
    </message>
    <message>
        <source>Made there once, by you: see the help page on accounts</source>
        <translation>Créé là une fois, par vous&#xa0;: voir l’aide sur les comptes</translation>
    </message>
    <message>
        <source>Mail (IMAP)</source>
        <translation>Courrier (IMAP)</translation>
    </message>
    <message>
        <source>Mail files in a folder</source>
        <translation>Fichiers de courrier dans un dossier</translation>
    </message>
    <message>
        <source>Mailboxes</source>
        <translation>Boîtes aux lettres</translation>
    </message>
    <message>
        <source>Microsoft</source>
        <translation>Microsoft</translation>
    </message>
    <message>
        <source>Microsoft Teams</source>
        <translation>Microsoft Teams</translation>
    </message>
    <message>
        <source>Microsoft takes no passwords from mail programs any more: you sign in with your browser. For that Écluse needs a client id of your own, made once; the help page on accounts says how.</source>
        <translation>Microsoft n’accepte plus de mot de passe des logiciels de messagerie&#xa0;: vous vous connectez avec votre navigateur. Pour cela, Écluse a besoin d’un identifiant client à vous, créé une fois&#x202f;; la page d’aide sur les comptes dit comment.</translation>
    </message>
    <message>
        <source>Mostly your whole mail address</source>
        <translation>Le plus souvent votre adresse entière</translation>
    </message>
    <message>
        <source>Moves the mail to the archive at the server. Undo moves it back</source>
        <translation>Déplace le message vers l’archive du serveur. Annuler l’en ramène</translation>
    </message>
    <message>
        <source>My organisation</source>
        <translation>Mon organisation</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Name your server vouches by</source>
        <translation>Nom sous lequel le serveur se porte garant</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Jamais</translation>
    </message>
    <message>
        <source>New ones</source>
        <translation>Les nouvelles</translation>
    </message>
    <message>
        <source>Nextcloud deletes what is dismissed: Undo does not bring it back there</source>
        <translation>Nextcloud supprime ce qui est écarté&#xa0;: Annuler ne l’y fait pas revenir</translation>
    </message>
    <message>
        <source>Nick</source>
        <translation>Pseudo</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Aucune</translation>
    </message>
    <message>
        <source>Not every change of what you watch</source>
        <translation>Pas chaque changement de ce que vous suivez</translation>
    </message>
    <message>
        <source>Not what is said in chats, unless you are mentioned</source>
        <translation>Pas ce qui se dit dans les discussions, sauf si l’on vous mentionne</translation>
    </message>
    <message>
        <source>Notifications of other apps</source>
        <translation>Notifications d’autres applications</translation>
    </message>
    <message>
        <source>Of a Power-Up that you make at trello.com/power-ups/admin; it is no secret</source>
        <translation>Celle d’un Power-Up que vous créez sur trello.com/power-ups/admin&#x202f;; elle n’est pas secrète</translation>
    </message>
    <message>
        <source>Of an application you make at discord.com/developers; its name is shown before the text.</source>
        <translation>D’une application que vous créez sur discord.com/developers&#x202f;; son nom s’affiche avant le texte.</translation>
    </message>
    <message>
        <source>Of the site, such as https://forum.example.org</source>
        <translation>Celle du site, comme https://forum.example.org</translation>
    </message>
    <message>
        <source>Of what you send. Automatic: where the server keeps none by itself</source>
        <translation>De ce que vous envoyez. Automatique&#xa0;: si le serveur n’en garde pas de lui-même</translation>
    </message>
    <message>
        <source>Of your calendar server, or of one calendar there</source>
        <translation>Celle de votre serveur d’agendas, ou d’un seul agenda</translation>
    </message>
    <message>
        <source>Of your homeserver, such as https://matrix.example.org</source>
        <translation>De votre serveur, par exemple https://matrix.example.org</translation>
    </message>
    <message>
        <source>Of your workspace, such as https://acme.slack.com</source>
        <translation>De votre espace de travail, par exemple https://acme.slack.com</translation>
    </message>
    <message>
        <source>One emoji</source>
        <translation>Un seul émoji</translation>
    </message>
    <message>
        <source>One emoji, as it is</source>
        <translation>Un émoji, tel quel</translation>
    </message>
    <message>
        <source>Only for a private server: the SHA-256 fingerprint that its owner told you; no other is accepted</source>
        <translation>Seulement pour un serveur privé&#xa0;: l’empreinte SHA-256 que son responsable vous a donnée&#x202f;; aucun autre n’est accepté</translation>
    </message>
    <message>
        <source>Only for a server whose certificate comes from your organisation: its authority, as a PEM file</source>
        <translation>Seulement pour un serveur dont le certificat vient de votre organisation&#xa0;: son autorité, en fichier PEM</translation>
    </message>
    <message>
        <source>Only what concerns you</source>
        <translation>Seulement ce qui vous concerne</translation>
    </message>
    <message>
        <source>Only where it is not published</source>
        <translation>Seulement si elle n’est pas publiée</translation>
    </message>
    <message>
        <source>Only where your domain does not tell</source>
        <translation>Seulement si votre domaine ne l’indique pas</translation>
    </message>
    <message>
        <source>Only where your organisation has a sign-in of its own for Google</source>
        <translation>Seulement si votre organisation a sa propre connexion à Google</translation>
    </message>
    <message>
        <source>Only with a key that an administrator made for you; empty with a user API key of your own</source>
        <translation>Seulement avec une clé qu’un administrateur a créée pour vous&#x202f;; vide avec votre propre clé d’API d’utilisateur</translation>
    </message>
    <message>
        <source>Others see</source>
        <translation>Les autres voient</translation>
    </message>
    <message>
        <source>Otherwise only the title, which often is a name</source>
        <translation>Sinon le titre seul, qui est souvent un nom</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Mot de passe</translation>
    </message>
    <message>
        <source>Password for sending</source>
        <translation>Mot de passe d’envoi</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>Port for sending</source>
        <translation>Port d’envoi</translation>
    </message>
    <message>
        <source>Protection</source>
        <translation>Protection</translation>
    </message>
    <message>
        <source>Protection for sending</source>
        <translation>Protection de l’envoi</translation>
    </message>
    <message>
        <source>Read elsewhere counts as done</source>
        <translation>Lu ailleurs compte comme traité</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>Lecture</translation>
    </message>
    <message>
        <source>Rooms</source>
        <translation>Salons</translation>
    </message>
    <message>
        <source>Run by no shell; ECLUSE_EVENT, ECLUSE_LEVEL, ECLUSE_TEXT and ECLUSE_UNTIL are in its environment.</source>
        <translation>Lancée sans shell&#x202f;; ECLUSE_EVENT, ECLUSE_LEVEL, ECLUSE_TEXT et ECLUSE_UNTIL sont dans son environnement.</translation>
    </message>
    <message>
        <source>STARTTLS</source>
        <translation>STARTTLS</translation>
    </message>
    <message>
        <source>STARTTLS only for a server that has no TLS from the first byte; its port is 143</source>
        <translation>STARTTLS seulement pour un serveur sans TLS dès le premier octet&#x202f;; son port est 143</translation>
    </message>
    <message>
        <source>STARTTLS only for a server that has no TLS from the first byte; its port is 587</source>
        <translation>STARTTLS seulement pour un serveur sans TLS dès le premier octet&#x202f;; son port est 587</translation>
    </message>
    <message>
        <source>Scope</source>
        <translation>Portée</translation>
    </message>
    <message>
        <source>Secret</source>
        <translation>Secret</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>Envoi</translation>
    </message>
    <message>
        <source>Sent folder</source>
        <translation>Dossier des envoyés</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Serveur</translation>
    </message>
    <message>
        <source>Server for sending</source>
        <translation>Serveur d’envoi</translation>
    </message>
    <message>
        <source>Shortcut at the end</source>
        <translation>Raccourci à la fin</translation>
    </message>
    <message>
        <source>Shortcut at the start</source>
        <translation>Raccourci au début</translation>
    </message>
    <message>
        <source>Shown beside the token when it is made</source>
        <translation>Affiché à côté du jeton à sa création</translation>
    </message>
    <message>
        <source>Shows you as online there, and who is online is sent no mail and nothing on the phone</source>
        <translation>Vous y montre en ligne, et qui est en ligne ne reçoit ni e-mail ni rien sur son téléphone</translation>
    </message>
    <message>
        <source>Sign in with</source>
        <translation>Se connecter avec</translation>
    </message>
    <message>
        <source>Sign-in</source>
        <translation>Connexion</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>Signature</translation>
    </message>
    <message>
        <source>Signs what is sent: X-Hub-Signature-256, as GitHub does it</source>
        <translation>Signe ce qui est envoyé&#xa0;: X-Hub-Signature-256, comme le fait GitHub</translation>
    </message>
    <message>
        <source>Signs you in</source>
        <translation>Qui vous connecte</translation>
    </message>
    <message>
        <source>Such as Slack: the name its notifications show, or its desktop entry. Nothing is kept of other apps; but any program may call itself so</source>
        <translation>Par exemple Slack&#xa0;: le nom que montrent ses notifications, ou son entrée de bureau. Rien n’est conservé des autres applications&#x202f;; mais n’importe quel programme peut se nommer ainsi</translation>
    </message>
    <message>
        <source>Such as https://chat.example.org</source>
        <translation>Par exemple https://chat.example.org</translation>
    </message>
    <message>
        <source>Such as https://codeberg.org</source>
        <translation>Par exemple https://codeberg.org</translation>
    </message>
    <message>
        <source>Such as https://login.example.org, where the rest is published</source>
        <translation>Comme https://login.example.org, où le reste est publié</translation>
    </message>
    <message>
        <source>Such as https://team.zulipchat.com</source>
        <translation>Par exemple https://team.zulipchat.com</translation>
    </message>
    <message>
        <source>Such as imap.example.org</source>
        <translation>Par exemple imap.example.org</translation>
    </message>
    <message>
        <source>Such as me@example.org</source>
        <translation>Par exemple moi@example.org</translation>
    </message>
    <message>
        <source>Such as smtp.example.org. Empty: none</source>
        <translation>Par exemple smtp.example.org. Vide&#xa0;: aucun</translation>
    </message>
    <message>
        <source>TLS from the first byte</source>
        <translation>TLS dès le premier octet</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Texte</translation>
    </message>
    <message>
        <source>That I am busy</source>
        <translation>Que je suis occupé</translation>
    </message>
    <message>
        <source>That of Écluse</source>
        <translation>Celle d’Écluse</translation>
    </message>
    <message>
        <source>The app&apos;s own (xapp-), to be told at once. Empty: Slack is asked now and then</source>
        <translation>Celui de l’application (xapp-), pour être averti aussitôt. Vide&#xa0;: Slack est interrogé de temps en temps</translation>
    </message>
    <message>
        <source>The folders that are read; a test shows which there are</source>
        <translation>Les dossiers qui sont lus&#x202f;; un essai montre lesquels il y a</translation>
    </message>
    <message>
        <source>The names in braces are filled in, as in the text for all services</source>
        <translation>Les noms entre accolades sont remplis, comme dans le texte de tous les services</translation>
    </message>
    <message>
        <source>The title</source>
        <translation>Le titre</translation>
    </message>
    <message>
        <source>The title tells until when you focus; else it is seen that you are busy</source>
        <translation>Le titre dit jusqu’à quand vous vous concentrez&#x202f;; sinon, on voit seulement que vous êtes occupé</translation>
    </message>
    <message>
        <source>The user token (xoxp-) of an app of your own: see the help page on chat tools</source>
        <translation>Le jeton d’utilisateur (xoxp-) d’une application à vous&#xa0;: voir la page d’aide sur les messageries</translation>
    </message>
    <message>
        <source>Their addresses. To hear, Écluse is in them: others see your nick there, as away</source>
        <translation>Leurs adresses. Pour entendre, Écluse y est présent&#xa0;: les autres y voient votre pseudo, absent</translation>
    </message>
    <message>
        <source>There the server cannot see who is named: this tells of every message it notifies you of</source>
        <translation>Le serveur n’y voit pas qui est mentionné&#xa0;: chaque message qu’il vous signale est alors annoncé</translation>
    </message>
    <message>
        <source>Those of encrypted rooms without their text</source>
        <translation>Ceux des salons chiffrés sans leur texte</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Jeton</translation>
    </message>
    <message>
        <source>Trusted certificate</source>
        <translation>Certificat de confiance</translation>
    </message>
    <message>
        <source>Trusted certificate for sending</source>
        <translation>Certificat de confiance d’envoi</translation>
    </message>
    <message>
        <source>User id</source>
        <translation>Identifiant d’utilisateur</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>Identifiant</translation>
    </message>
    <message>
        <source>User name for sending</source>
        <translation>Identifiant d’envoi</translation>
    </message>
    <message>
        <source>Webhook: an address of your own</source>
        <translation>Webhook&#xa0;: une adresse à vous</translation>
    </message>
    <message>
        <source>What my calendar shows of events</source>
        <translation>Ce que mon agenda montre des événements</translation>
    </message>
    <message>
        <source>What those you answer see beside your address</source>
        <translation>Ce que voient, à côté de votre adresse, ceux à qui vous répondez</translation>
    </message>
    <message>
        <source>What whoever runs it calls the right to read mail</source>
        <translation>Le nom que son exploitant donne au droit de lire le courrier</translation>
    </message>
    <message>
        <source>What you read there, in its own window or on your phone</source>
        <translation>Ce que vous lisez là-bas, dans sa propre fenêtre ou sur votre téléphone</translation>
    </message>
    <message>
        <source>What you read, move or delete in another program, such as on your phone</source>
        <translation>Ce que vous lisez, déplacez ou supprimez dans un autre programme, par exemple sur votre téléphone</translation>
    </message>
    <message>
        <source>What Écluse calls it, in lists, rules and commands.</source>
        <translation>Comment Écluse l’appelle, dans les listes, les règles et les commandes.</translation>
    </message>
    <message>
        <source>Where it is not the one above</source>
        <translation>Si ce n’est pas celui de la réception</translation>
    </message>
    <message>
        <source>Where it is not the user name</source>
        <translation>Si ce n’est pas l’identifiant</translation>
    </message>
    <message>
        <source>Where one was given with the client id, as by Google</source>
        <translation>S’il en a été donné un avec l’identifiant client, comme chez Google</translation>
    </message>
    <message>
        <source>Where signing in takes two steps: an app password made at your mail provider</source>
        <translation>Si la connexion se fait en deux étapes&#xa0;: un mot de passe d’application, créé chez votre fournisseur</translation>
    </message>
    <message>
        <source>Where your client is registered for your organisation alone, such as https://login.microsoftonline.com/ITS-ID/v2.0</source>
        <translation>Si votre client n’est enregistré que pour votre organisation, par exemple https://login.microsoftonline.com/SON-ID/v2.0</translation>
    </message>
    <message>
        <source>With a server named here: TLS from the first byte is on port 5223</source>
        <translation>Pour un serveur indiqué ici&#xa0;: TLS dès le premier octet est sur le port 5223</translation>
    </message>
    <message>
        <source>With their text</source>
        <translation>Avec leur texte</translation>
    </message>
    <message>
        <source>Written as JSON with level, text, emoji and until.</source>
        <translation>Écrit en JSON, avec level, text, emoji et until.</translation>
    </message>
    <message>
        <source>Yahoo</source>
        <translation>Yahoo</translation>
    </message>
    <message>
        <source>Yahoo wants an app password here, not your usual one. Sign in on its website, open the security page of your account, choose to generate an app password and paste it.</source>
        <translation>Yahoo demande ici un mot de passe d’application, pas le mot de passe habituel. Connectez-vous sur son site, ouvrez la page de sécurité de votre compte, demandez un mot de passe d’application et collez-le.</translation>
    </message>
    <message>
        <source>Your API key: in Zulip, Settings, Account &amp; privacy, Manage your API key</source>
        <translation>Votre clé d’API&#xa0;: dans Zulip, Paramètres, Compte et confidentialité, Gérer votre clé d’API</translation>
    </message>
    <message>
        <source>Your browser (OAuth)</source>
        <translation>Votre navigateur (OAuth)</translation>
    </message>
    <message>
        <source>Your mail address</source>
        <translation>Votre adresse de courrier</translation>
    </message>
    <message>
        <source>Your mail address there</source>
        <translation>Votre adresse e-mail là-bas</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>Votre nom</translation>
    </message>
    <message>
        <source>https://…, or http:// to this machine; it is told by POST, as JSON.</source>
        <translation>https://…, ou http:// vers cet ordinateur&#x202f;; elle est prévenue par POST, en JSON.</translation>
    </message>
    <message>
        <source>macOS Focus, by two shortcuts of your own</source>
        <translation>Concentration de macOS, par deux raccourcis à vous</translation>
    </message>
</context>
</TS>
