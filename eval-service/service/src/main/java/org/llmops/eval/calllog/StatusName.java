package org.llmops.eval.calllog;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.llmops.eval.EvalProblem;
import org.llmops.router.v1.CallStatus;

/** How a call ended, in the words of REST and of the log: `ok`, `refused`, `blocked`, `failed`, `cancelled`. */
public final class StatusName {
    private static final String PREFIX = "CALL_STATUS_";

    private StatusName() {}

    /** A status that a newer router has made up is `unspecified`. */
    public static String of(CallStatus status) {
        CallStatus known = status == CallStatus.UNRECOGNIZED ? CallStatus.CALL_STATUS_UNSPECIFIED : status;
        return known.name().substring(PREFIX.length()).toLowerCase(Locale.ROOT);
    }

    /** The same name, if it is one. */
    public static String check(String name) {
        if (names().noneMatch(name::equals)) {
            throw EvalProblem.FILTER_INVALID.at(
                    "status", "A call's status is one of " + names().collect(Collectors.joining(", ")));
        }
        return name;
    }

    private static Stream<String> names() {
        return Stream.of(CallStatus.values())
                .filter(status -> status != CallStatus.UNRECOGNIZED && status != CallStatus.CALL_STATUS_UNSPECIFIED)
                .map(StatusName::of);
    }
}
