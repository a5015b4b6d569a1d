package org.llmops.prompt.labelling;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.llmops.prompt.PromptProblem;

/** Where a caller expects a label to point before it moves (RFC 9110, section 13.1.1). */
sealed interface IfMatch {
    /** @param header `"3"`, a list of such, or `*` for any version; absent when the caller does not mind */
    static IfMatch parse(@Nullable String header) {
        if (header == null) {
            return new Anything();
        }
        if (header.strip().equals("*")) {
            return new AnyVersion();
        }
        return new OneOf(Arrays.stream(header.split(",", -1))
                .map(String::strip)
                .map(IfMatch::version)
                .collect(Collectors.toSet()));
    }

    boolean allows(Optional<Integer> current);

    default void require(Optional<Integer> current) {
        if (!allows(current)) {
            throw PromptProblem.LABEL_ELSEWHERE.at(
                    "If-Match",
                    current.map(version -> "The label points at version %d".formatted(version))
                            .orElse("There is no such label yet"));
        }
    }

    private static Integer version(String tag) {
        if (!OneOf.TAG.matcher(tag).matches()) {
            throw PromptProblem.PRECONDITION_MALFORMED.at(
                    "If-Match", "Give the version in quotes, such as \"3\", or * for any version");
        }
        return Integer.valueOf(tag.substring(1, tag.length() - 1));
    }

    /** No precondition. */
    record Anything() implements IfMatch {
        @Override
        public boolean allows(Optional<Integer> current) {
            return true;
        }
    }

    /** The label must exist. */
    record AnyVersion() implements IfMatch {
        @Override
        public boolean allows(Optional<Integer> current) {
            return current.isPresent();
        }
    }

    /** The label must point at one of these. */
    record OneOf(Set<Integer> versions) implements IfMatch {
        static final Pattern TAG = Pattern.compile("\"[1-9][0-9]{0,8}\"");

        @Override
        public boolean allows(Optional<Integer> current) {
            return current.filter(versions::contains).isPresent();
        }
    }
}
