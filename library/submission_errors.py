"""What may go wrong on a work's way, each with a sentence for the person."""

from django.utils.translation import gettext_lazy as _


class SubmissionRefused(Exception):
    """A deed that cannot be done now; its text says why and what to do."""


class OlderWindow(SubmissionRefused):
    """What is saved comes from a window that has not seen the newest state of the draft."""

    def __init__(self):
        super().__init__(str(_("В другом окне эту работу сохранили позже. Ваш текст ниже, ничего не пропало.")))


class MoveRefused(SubmissionRefused):
    """A move that the table of moves does not know."""


class Incomplete(SubmissionRefused):
    """The work lacks something; `missing` is a list of library.completeness.Missing."""

    def __init__(self, missing):
        super().__init__(str(_("Чтобы отправить работу, заполните ещё: %s.")) % ", ".join(m.what for m in missing))
        self.missing = missing


class Unanswered(SubmissionRefused):
    """The pre-flight has found something and the author has neither mended it nor said why; `findings` are those."""

    def __init__(self, findings):
        super().__init__(str(_("Проверка нашла, что стоит исправить. Исправьте или напишите, почему оставляете так.")))
        self.findings = findings
