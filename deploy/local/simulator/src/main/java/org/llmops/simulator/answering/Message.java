package org.llmops.simulator.answering;

/**
 * One message of a prompt.
 *
 * @param text all its text; of an assistant that called tools, the names and arguments too
 * @param images how many pictures came with it
 * @param sounds how many recordings came with it
 */
public record Message(Role role, String text, int images, int sounds) {

    /** Who speaks; {@code TOOL} is the result of a tool call. */
    public enum Role {
        SYSTEM,
        USER,
        ASSISTANT,
        TOOL
    }

    /** Words alone. */
    public Message(Role role, String text) {
        this(role, text, 0, 0);
    }
}
