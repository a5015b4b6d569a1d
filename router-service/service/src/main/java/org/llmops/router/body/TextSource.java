package org.llmops.router.body;

/** Where a text of a conversation comes from: an instruction in a tool's result is not an instruction of the user. */
public enum TextSource {
    SYSTEM,
    USER,
    ASSISTANT,
    TOOL_ARGUMENTS,
    TOOL_RESULT,
    REASONING;

    /** The source that a chat message's role stands for; an unknown role is nobody's instruction but the user's. */
    public static TextSource ofRole(String role) {
        return switch (role) {
            case "system", "developer" -> SYSTEM;
            case "assistant" -> ASSISTANT;
            case "tool", "function" -> TOOL_RESULT;
            default -> USER;
        };
    }
}
