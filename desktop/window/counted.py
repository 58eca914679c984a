"""Texts with a number in them, which have two forms and more.

In one class, because lupdate sees a plural in Python only in `self.tr(text, "", n)`: of `translate` with a number it
takes nothing, or the singular alone, and says nothing.
"""

from __future__ import annotations

from PySide6.QtCore import QObject


class Counted(QObject):
    """`%Ln` is the number as the locale writes it."""

    def messages(self, n: int) -> str:
        return self.tr("%Ln message(s)", "", n)

    def people(self, n: int) -> str:
        return self.tr("from %Ln person(s)", "", n)

    def cleared(self, n: int) -> str:
        return self.tr("%Ln cleared", "", n)

    def elsewhere(self, n: int) -> str:
        return self.tr("%Ln handled elsewhere", "", n)

    def left(self, n: int) -> str:
        return self.tr("%Ln left", "", n)

    def bulk(self, n: int) -> str:
        return self.tr("%Ln newsletter(s) and automatic message(s)", "", n)

    def done(self, n: int) -> str:
        return self.tr("%Ln message(s) done.", "", n)

    def snoozed(self, n: int, time: str) -> str:
        return self.tr("%Ln message(s) snoozed until {time}.", "", n).format(time=time)

    def will_come_back(self, n: int) -> str:
        return self.tr("%Ln message(s) will come back at the time you choose.", "", n)

    def found(self, n: int) -> str:
        return self.tr("%Ln message(s) found", "", n)

    def days(self, n: int) -> str:
        return self.tr("%Ln day(s)", "", n)

    def minutes_in_focus(self, n: int) -> str:
        return self.tr("%Ln minute(s) left in focus.", "", n)

    def a_second(self, n: int) -> str:
        return self.tr("%Ln a second", "", n)

    def more(self, n: int) -> str:
        return self.tr("%Ln more", "", n)

    def check_ins_a_day(self, n: int) -> str:
        return self.tr("%Ln check-in(s) a day", "", n)

    def uses(self, n: int) -> str:
        return self.tr("used %Ln time(s)", "", n)

    def sent_in(self, n: int) -> str:
        return self.tr("Sent in %Ln second(s)", "", n)

    def people_more(self, n: int) -> str:
        return self.tr("and %Ln more", "", n)

    def quoted_lines(self, n: int) -> str:
        return self.tr("Show %Ln quoted line(s)", "", n)

    def earlier(self, n: int) -> str:
        return self.tr("%Ln earlier message(s) in this conversation", "", n)

    def signs_out(self, n: int) -> str:
        return self.tr("signs out in %Ln day(s)", "", n)

    def busy_on(self, n: int) -> str:
        return self.tr("Busy on %Ln service(s)", "", n)

    def services_wrong(self, n: int) -> str:
        return self.tr("%Ln service(s) with a problem", "", n)

    def links(self, n: int) -> str:
        return self.tr("%Ln link(s)", "", n)

    def attachments(self, n: int) -> str:
        return self.tr("%Ln attachment(s)", "", n)

    def saved(self, n: int, folder: str) -> str:
        return self.tr("%Ln file(s) saved in {folder}.", "", n).format(folder=folder)

    def wanted_images(self, n: int, host: str) -> str:
        return self.tr("This message wants to load %Ln image(s) from {host}.", "", n).format(host=host)

    def let_through(self, n: int) -> str:
        return self.tr("%Ln let through as urgent", "", n)

    def in_time(self, n: int, kept: str) -> str:
        """Of `n` promised answers that were due."""
        return self.tr("promises kept ({kept} of %Ln answer(s) in time)", "", n).format(kept=kept)

    def last_days(self, n: int) -> str:
        return self.tr("your last %Ln day(s)", "", n)

    def working_days(self, n: int) -> str:
        return self.tr("%Ln working day(s)", "", n)

    def answers_open(self, n: int) -> str:
        return self.tr("%Ln answer(s) open", "", n)

    def answers_late(self, n: int) -> str:
        return self.tr("%Ln late", "", n)

    def due_before_then(self, n: int) -> str:
        return self.tr("%Ln answer(s) you promised would be due before that.", "", n)

    def notifications(self, n: int) -> str:
        return self.tr("%Ln notification(s)", "", n)

    def urgent(self, n: int) -> str:
        return self.tr("%Ln urgent message(s) would have come through at once", "", n)

    def never(self, n: int) -> str:
        return self.tr("%Ln message(s) would never have come out.", "", n)

    def exported(self, n: int, file: str) -> str:
        return self.tr("%Ln message(s) written to {file}.", "", n).format(file=file)

    def at_most_in_a_block(self, n: int) -> str:
        return self.tr("at most %Ln in a focus block", "", n)

    def in_the_last_days(self, n: int) -> str:
        return self.tr("In the last %Ln day(s)", "", n)

    def none_of(self, n: int) -> str:
        return self.tr("none of %Ln message(s) would have been its", "", n)

    def would_pass(self, n: int) -> str:
        return self.tr("%Ln would have come through at once", "", n)

    def would_wait(self, n: int) -> str:
        return self.tr("%Ln would have waited by it", "", n)

    def would_be_done(self, n: int) -> str:
        return self.tr("%Ln would have been done silently", "", n)

    def called_not_urgent(self, n: int) -> str:
        return self.tr("%Ln of them you called not urgent", "", n)

    def over_budget(self, n: int) -> str:
        return self.tr("%Ln more held, over its budget", "", n)

    def unvouched(self, n: int) -> str:
        return self.tr("%Ln more held, for nobody vouches for the sender", "", n)
