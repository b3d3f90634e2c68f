"""What sends a work back: the outcome of a review goes to the author whole, what people type fits or is refused."""

import pytest

from expertise.concluding import sign_conclusion
from expertise.enums import Recommendation
from expertise.models import Conclusion
from library.desk.checking import return_submission
from library.desk.editing import return_from_editing
from library.models import SubmissionReturn
from library.submission_enums import SubmissionState
from library.submission_errors import MoveRefused
from tests.library.house import House, work_of

pytestmark = pytest.mark.django_db
TOO_LONG = "я" * (SubmissionReturn.remarks.field.max_length + 1)


@pytest.fixture
def house(sections):
    return House()


@pytest.mark.parametrize("verdict", [Recommendation.WITH_EDITS, Recommendation.REVISE])
def test_the_longest_conclusion_goes_back_to_the_author_whole(house, verdict):
    words = "я" * Conclusion.text.field.max_length
    round = house.opened("Длинное заключение")
    house.judge(round, verdict)
    work = work_of(sign_conclusion(conclusion=house.offered(round, verdict, text=words), by=house.chair))
    assert (work.state, work.returns.first().remarks) == (SubmissionState.RETURNED, words)


def test_remarks_of_a_methodist_that_do_not_fit_are_refused_and_move_nothing(house):
    work = house.checked("Проверка")
    with pytest.raises(MoveRefused, match="помещается"):
        return_submission(submission=work, by=house.methodist, remarks=TOO_LONG)
    work.refresh_from_db()
    assert (work.state, work.returns.count()) == (SubmissionState.CHECKING, 0)


def test_remarks_of_an_editor_that_do_not_fit_are_refused_and_move_nothing(house):
    work = work_of(house.agreed("Правка"))
    with pytest.raises(MoveRefused, match="помещается"):
        return_from_editing(submission=work, by=house.editor, remarks=TOO_LONG)
    work.refresh_from_db()
    assert (work.state, work.returns.count()) == (SubmissionState.EDITING, 0)
