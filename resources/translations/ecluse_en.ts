<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>Counted</name>
    <message numerus="yes">
        <source>%Ln a second</source>
        <translation>
            <numerusform>%Ln a second</numerusform>
            <numerusform>%Ln a second</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln answer(s) open</source>
        <translation>
            <numerusform>%Ln answer open</numerusform>
            <numerusform>%Ln answers open</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln answer(s) you promised would be due before that.</source>
        <translation>
            <numerusform>%Ln answer you promised would be due before that.</numerusform>
            <numerusform>%Ln answers you promised would be due before that.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln attachment(s)</source>
        <translation>
            <numerusform>%Ln attachment</numerusform>
            <numerusform>%Ln attachments</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln check-in(s) a day</source>
        <translation>
            <numerusform>%Ln check-in a day</numerusform>
            <numerusform>%Ln check-ins a day</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln cleared</source>
        <translation>
            <numerusform>%Ln cleared</numerusform>
            <numerusform>%Ln cleared</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln day(s)</source>
        <translation>
            <numerusform>%Ln day</numerusform>
            <numerusform>%Ln days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln earlier message(s) in this conversation</source>
        <translation>
            <numerusform>%Ln earlier message in this conversation</numerusform>
            <numerusform>%Ln earlier messages in this conversation</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) saved in {folder}.</source>
        <translation>
            <numerusform>%Ln file saved in {folder}.</numerusform>
            <numerusform>%Ln files saved in {folder}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln handled elsewhere</source>
        <translation>
            <numerusform>%Ln handled elsewhere</numerusform>
            <numerusform>%Ln handled elsewhere</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln late</source>
        <translation>
            <numerusform>%Ln late</numerusform>
            <numerusform>%Ln late</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln left</source>
        <translation>
            <numerusform>%Ln left</numerusform>
            <numerusform>%Ln left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln let through as urgent</source>
        <translation>
            <numerusform>%Ln let through as urgent</numerusform>
            <numerusform>%Ln let through as urgent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln link(s)</source>
        <translation>
            <numerusform>%Ln link</numerusform>
            <numerusform>%Ln links</numerusform>
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
            <numerusform>%Ln message done.</numerusform>
            <numerusform>%Ln messages done.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) found</source>
        <translation>
            <numerusform>%Ln message found</numerusform>
            <numerusform>%Ln messages found</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) snoozed until {time}.</source>
        <translation>
            <numerusform>%Ln message snoozed until {time}.</numerusform>
            <numerusform>%Ln messages snoozed until {time}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) will come back at the time you choose.</source>
        <translation>
            <numerusform>%Ln message will come back at the time you choose.</numerusform>
            <numerusform>%Ln messages will come back at the time you choose.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) would never have come out.</source>
        <translation>
            <numerusform>%Ln message would never have come out.</numerusform>
            <numerusform>%Ln messages would never have come out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) written to {file}.</source>
        <translation>
            <numerusform>%Ln message written to {file}.</numerusform>
            <numerusform>%Ln messages written to {file}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln minute(s) left in focus.</source>
        <translation>
            <numerusform>%Ln minute left in focus.</numerusform>
            <numerusform>%Ln minutes left in focus.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more</source>
        <translation>
            <numerusform>%Ln more</numerusform>
            <numerusform>%Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more held, for nobody vouches for the sender</source>
        <translation>
            <numerusform>%Ln more held, for nobody vouches for the sender</numerusform>
            <numerusform>%Ln more held, for nobody vouches for the sender</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more held, over its budget</source>
        <translation>
            <numerusform>%Ln more held, over its budget</numerusform>
            <numerusform>%Ln more held, over its budget</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln newsletter(s) and automatic message(s)</source>
        <translation>
            <numerusform>%Ln newsletter or automatic message</numerusform>
            <numerusform>%Ln newsletters and automatic messages</numerusform>
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
            <numerusform>%Ln of which you called not urgent</numerusform>
            <numerusform>%Ln of them you called not urgent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln service(s) with a problem</source>
        <translation>
            <numerusform>%Ln service with a problem</numerusform>
            <numerusform>%Ln services with a problem</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln urgent message(s) would have come through at once</source>
        <translation>
            <numerusform>%Ln urgent message would have come through at once</numerusform>
            <numerusform>%Ln urgent messages would have come through at once</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln working day(s)</source>
        <translation>
            <numerusform>%Ln working day</numerusform>
            <numerusform>%Ln working days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln would have been done silently</source>
        <translation>
            <numerusform>%Ln would have been done silently</numerusform>
            <numerusform>%Ln would have been done silently</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln would have come through at once</source>
        <translation>
            <numerusform>%Ln would have come through at once</numerusform>
            <numerusform>%Ln would have come through at once</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln would have waited by it</source>
        <translation>
            <numerusform>%Ln would have waited by it</numerusform>
            <numerusform>%Ln would have waited by it</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Busy on %Ln service(s)</source>
        <translation>
            <numerusform>Busy on %Ln service</numerusform>
            <numerusform>Busy on %Ln services</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In the last %Ln day(s)</source>
        <translation>
            <numerusform>In the last %Ln day</numerusform>
            <numerusform>In the last %Ln days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sent in %Ln second(s)</source>
        <translation>
            <numerusform>Sent in %Ln second</numerusform>
            <numerusform>Sent in %Ln seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show %Ln quoted line(s)</source>
        <translation>
            <numerusform>Show %Ln quoted line</numerusform>
            <numerusform>Show %Ln quoted lines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This message wants to load %Ln image(s) from {host}.</source>
        <translation>
            <numerusform>This message wants to load %Ln image from {host}.</numerusform>
            <numerusform>This message wants to load %Ln images from {host}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>at most %Ln in a focus block</source>
        <translation>
            <numerusform>at most %Ln in a focus block</numerusform>
            <numerusform>at most %Ln in a focus block</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>from %Ln person(s)</source>
        <translation>
            <numerusform>from %Ln person</numerusform>
            <numerusform>from %Ln people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>none of %Ln message(s) would have been its</source>
        <translation>
            <numerusform>the %Ln message would not have been for it</numerusform>
            <numerusform>none of %Ln messages would have been for it</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>promises kept ({kept} of %Ln answer(s) in time)</source>
        <translation>
            <numerusform>promises kept ({kept} of %Ln answer in time)</numerusform>
            <numerusform>promises kept ({kept} of %Ln answers in time)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>signs out in %Ln day(s)</source>
        <translation>
            <numerusform>signs out in %Ln day</numerusform>
            <numerusform>signs out in %Ln days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>used %Ln time(s)</source>
        <translation>
            <numerusform>used %Ln time</numerusform>
            <numerusform>used %Ln times</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>your last %Ln day(s)</source>
        <translation>
            <numerusform>your last %Ln day</numerusform>
            <numerusform>your last %Ln days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HistoryStrip</name>
    <message numerus="yes">
        <source>%Ln year(s)</source>
        <translation>
            <numerusform>%Ln year</numerusform>
            <numerusform>%Ln years</numerusform>
        </translation>
    </message>
</context>
</TS>
