"""Every error that Mujaz raises on purpose.

    MujazError
      UsageError                wrong options, unknown prompt, output already there        exit 2
      ReadError                 a source that cannot be read or is not an article          exit 2
        NotArabicError          the text is in another language
      PromptError               a prompt folder that is incomplete or does not render      exit 2
      ModelError                the model's answer could not be used                       exit 1
        ContextTooLongError     the article does not fit into the model's context
        TruncatedAnswerError    the answer was cut at the token limit
        RefusedError            the model or a filter refused
        InvalidAnswerError      the answer never matched the schema
        UnsupportedError        an unsupported statement, under `--unsupported fail`
      EndpointError             the endpoint gave no answer at all                         exit 5
        NoModelError            no key, no base URL and no embedded model
        AuthenticationError     the endpoint does not accept the key
        UnknownModelError       the endpoint does not have the model
        RateLimitedError        still limited after waiting
        UnreachableError        connection refused, time-out, server errors
      RecordingError            recorded exchanges that do not fit                         exit 4
        MissingRecordingError   a request that was never recorded, or not in this form
        BrokenRecordingError    a recording file that is damaged, incomplete or altered
        UnusedRecordingError    recorded exchanges that nobody asked for, where that is an error
      EvaluationError           two runs, or answers, that decide nothing
        IncomparableError       runs not measured with the same rule, or stale             exit 4
        RegressionError         a new baseline that would lower a floor                    exit 1
        NothingToSplitError     one answer an article cannot be compared with itself       exit 3
      OutputError               a result could not be written                              exit 2
        ExistsError             a file of the article is there already

Each message says what happened, to which article where one is concerned, and what to do next.
`retryable` tells whether the same call may succeed later without any change; `stops_run` whether a run over many
articles ends with it.
"""

from __future__ import annotations

__all__ = [
    "AuthenticationError",
    "BrokenRecordingError",
    "ContextTooLongError",
    "EndpointError",
    "EvaluationError",
    "ExistsError",
    "IncomparableError",
    "InvalidAnswerError",
    "MissingRecordingError",
    "ModelError",
    "MujazError",
    "NoModelError",
    "NotArabicError",
    "NothingToSplitError",
    "OutputError",
    "PromptError",
    "RateLimitedError",
    "ReadError",
    "RecordingError",
    "RefusedError",
    "RegressionError",
    "TruncatedAnswerError",
    "UnknownModelError",
    "UnreachableError",
    "UnsupportedError",
    "UnusedRecordingError",
    "UsageError",
]


class MujazError(Exception):
    """Base of the tree.

    `exit_code` is what the command line ends with when nothing worse happens; `retryable` says whether the same call
    may succeed later; `stops_run` whether every other article would meet the same.
    """

    exit_code = 1
    retryable = False
    stops_run = False


class UsageError(MujazError):
    """The caller asked for something that cannot be."""

    exit_code = 2


class ReadError(MujazError):
    """A source is missing, unreadable, empty, too large, or not text."""

    exit_code = 2


class NotArabicError(ReadError):
    """The text is not Arabic, and `any_language` was not given."""


class PromptError(MujazError):
    """A prompt folder lacks a file, has a mistake in a template, or names an unknown schema."""

    exit_code = 2


class ModelError(MujazError):
    """The endpoint answered, but there is no usable draft for this article; others may go on."""


class ContextTooLongError(ModelError):
    """Prompt and answer together exceed the model's context."""


class TruncatedAnswerError(ModelError):
    """The model stopped at its token limit in the middle of the answer."""


class RefusedError(ModelError):
    """The model declined, or the provider's filter cut the answer."""


class InvalidAnswerError(ModelError):
    """After all re-asks the answer still did not match the schema."""


class UnsupportedError(ModelError):
    """A statement stayed unsupported and the caller asked to fail on that."""


class EndpointError(MujazError):
    """No answer could be had from the endpoint."""

    exit_code = 5
    stops_run = True


class NoModelError(EndpointError):
    """Neither a key, nor a base URL, nor the embedded model is there."""


class AuthenticationError(EndpointError):
    """The endpoint refuses the key or its permissions."""


class UnknownModelError(EndpointError):
    """The endpoint does not serve this model."""


class RateLimitedError(EndpointError):
    """The endpoint still limits us after the allowed number of tries."""

    retryable = True
    stops_run = False


class UnreachableError(EndpointError):
    """The endpoint cannot be connected to, times out, or fails on its side: now and then, or for good."""

    retryable = True
    stops_run = False


class RecordingError(MujazError):
    """Recorded exchanges cannot be used, or do not belong to what is asked."""

    exit_code = 4
    stops_run = True


class MissingRecordingError(RecordingError):
    """A request was never recorded, or differs from the one that was; the message says in what."""


class BrokenRecordingError(RecordingError):
    """A file of a recording set is missing, damaged, or not what its checksum says."""


class UnusedRecordingError(RecordingError):
    """Recorded exchanges of an article were not asked for, and the caller wants to know."""


class EvaluationError(MujazError):
    """Scored runs that cannot be used as asked."""


class IncomparableError(EvaluationError):
    """Two runs were not measured with the same rule, or a run does not belong to what it is said to be of."""

    exit_code = 4


class RegressionError(EvaluationError):
    """A baseline that would lower a floor, and nobody said why."""

    exit_code = 1


class NothingToSplitError(EvaluationError):
    """One answer an article and no second run: nothing shows how much answers vary."""

    exit_code = 3


class OutputError(MujazError):
    """A result cannot be written: no space, no permission."""

    exit_code = 2
    stops_run = True


class ExistsError(OutputError):
    """A file of this article is there already."""

    stops_run = False
