"""What people write is kept whole or refused with the number of its characters, never cut."""

import pytest

from community.models import ContactMessage
from home.said import demand_words

MOST = ContactMessage.answer.field.max_length


class Refused(Exception):
    pass


def test_words_are_kept_whole_up_to_what_the_field_holds():
    assert demand_words("я" * MOST, ContactMessage.answer, Refused) == "я" * MOST


def test_one_more_is_refused_with_both_numbers_and_nothing_is_cut():
    with pytest.raises(Refused, match=rf"{MOST + 1} знаков, а помещается {MOST}"):
        demand_words("я" * (MOST + 1), ContactMessage.answer, Refused)


def test_the_end_of_a_line_is_one_character_as_the_browser_counts_it():
    typed = "я\r\n" * (MOST // 2 - 1) + "яя"
    assert len(typed) > MOST
    assert demand_words(typed, ContactMessage.answer, Refused) == typed.replace("\r\n", "\n")


def test_white_space_is_no_word():
    assert demand_words(" \r\n Да. \n", ContactMessage.answer, Refused) == "Да."
    with pytest.raises(Refused, match="Напишите ответ"):
        demand_words(" \r\n ", ContactMessage.answer, Refused, "Напишите ответ.")


def test_where_nothing_need_be_said_nothing_may_be():
    assert demand_words("  ", ContactMessage.answer, Refused) == ""
