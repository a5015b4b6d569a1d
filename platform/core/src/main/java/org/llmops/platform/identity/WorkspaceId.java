package org.llmops.platform.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Names a workspace: the border that nothing crosses.
 *
 * @param value 1 to 63 lower-case letters, digits and inner hyphens
 */
public record WorkspaceId(@JsonValue String value) {
    private static final int MAX_LENGTH = 63;

    @JsonCreator
    public WorkspaceId {
        if (!isWellFormed(value)) {
            throw IdentityProblem.WORKSPACE_MALFORMED.at(
                    "X-Workspace", "A workspace is 1 to 63 lower-case letters, digits and inner hyphens");
        }
    }

    static boolean isWellFormed(String value) {
        return !value.isEmpty()
                && value.length() <= MAX_LENGTH
                && value.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-')
                && value.charAt(0) != '-'
                && value.charAt(value.length() - 1) != '-';
    }

    @Override
    public String toString() {
        return value;
    }
}
