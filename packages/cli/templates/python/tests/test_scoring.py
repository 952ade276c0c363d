import random

import pytest
from {{module}}.miner import answer
from {{module}}.protocol import BadMessage, Question, read_answer, read_question
from {{module}}.scoring import Personal, new_question, score, weights_of
from {{module}}.validator import Scores

QUESTION = Question("banana bandana", "a")


def test_right_near_and_slow_answers():
    own = Personal()
    assert score(own, QUESTION, 6, 0) == 1
    assert score(own, QUESTION, 1, 0) < score(own, QUESTION, 5, 0) < 0.5
    assert score(own, QUESTION, 6, 10) < 1


def test_miners_who_read_more_score_higher():
    rng, own = random.Random("effort"), Personal()
    questions = [new_question(own, rng) for _ in range(50)]
    means = [sum(score(own, one, answer(one, effort), 0) for one in questions) / 50 for effort in (1, 0.7, 0.3)]
    assert means == sorted(means, reverse=True) and means[0] == 1


def test_questions_are_never_the_same_twice():
    rng = random.Random("fresh")
    assert len({new_question(Personal(), rng).text for _ in range(500)}) == 500


@pytest.mark.parametrize("bad", [b"", b"[]", b"{}", b'{"text": "abc", "letter": "ab"}'])
def test_bad_questions_are_refused(bad):
    with pytest.raises(BadMessage):
        read_question(bad)


@pytest.mark.parametrize("bad", [b"", b'{"count": -1}', b'{"count": 1.5}', b'{"count": true}'])
def test_bad_answers_are_refused(bad):
    with pytest.raises(BadMessage):
        read_answer(bad)


def test_weights_are_u16_and_the_best_has_most():
    assert weights_of({3: 1.0, 4: 0.5, 5: 0.0}) == ([3, 4], [65535, 16384])
    assert weights_of({3: 0.0}) == ([], [])


def test_a_mistake_in_the_own_version_is_named():
    with pytest.raises(ValueError, match="questions_per_round"):
        Personal(questions_per_round=0)


def test_scores_survive_a_restart(tmp_path):
    scores = Scores(tmp_path / "scores.json")
    scores.record("a", 1.0)
    scores.record("a", 0.5)
    scores.save()
    assert Scores(tmp_path / "scores.json").average("a") == scores.average("a")
