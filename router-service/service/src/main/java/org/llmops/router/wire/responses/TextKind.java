package org.llmops.router.wire.responses;

import org.jspecify.annotations.Nullable;
import org.llmops.router.body.Channel;

/** The texts of a response that are streamed: what their events are called, and where in them the text stands. */
enum TextKind {
    OUTPUT_TEXT("response.output_text", "text", "content_index", Channel.Part.CONTENT),
    REFUSAL("response.refusal", "refusal", "content_index", Channel.Part.REFUSAL),
    REASONING("response.reasoning_text", "text", "content_index", Channel.Part.REASONING),
    SUMMARY("response.reasoning_summary_text", "text", "summary_index", Channel.Part.REASONING),
    ARGUMENTS("response.function_call_arguments", "arguments", null, Channel.Part.ARGUMENTS),
    REMOTE_ARGUMENTS("response.mcp_call_arguments", "arguments", null, Channel.Part.ARGUMENTS),
    CUSTOM_INPUT("response.custom_tool_call_input", "input", null, Channel.Part.ARGUMENTS),
    CODE("response.code_interpreter_call_code", "code", null, Channel.Part.ARGUMENTS);

    private static final String DELTA = ".delta";
    private static final String DONE = ".done";
    private static final TextKind[] ALL = values();
    /** Items rarely have more than one text; summaries lie beside the texts of the same item. */
    private static final int PARTS_OF_AN_ITEM = 1_000;

    private static final int FIRST_SUMMARY = 500;

    private final String delta;
    private final String done;
    private final String member;
    private final @Nullable String index;
    private final Channel.Part part;

    TextKind(String event, String member, @Nullable String index, Channel.Part part) {
        this.delta = event + DELTA;
        this.done = event + DONE;
        this.member = member;
        this.index = index;
        this.part = part;
    }

    /** The text whose next piece such an event brings; null when it brings none. */
    static @Nullable TextKind ofDelta(String event) {
        for (TextKind kind : ALL) {
            if (kind.delta.equals(event)) {
                return kind;
            }
        }
        return null;
    }

    /** The text that such an event repeats as a whole; null when it repeats none. */
    static @Nullable TextKind ofDone(String event) {
        for (TextKind kind : ALL) {
            if (kind.done.equals(event)) {
                return kind;
            }
        }
        return null;
    }

    /** The text that stands in a part of this type; null when there is none. */
    static @Nullable TextKind ofPart(String type) {
        return switch (type) {
            case "output_text" -> OUTPUT_TEXT;
            case "refusal" -> REFUSAL;
            case "reasoning_text" -> REASONING;
            case "summary_text" -> SUMMARY;
            default -> null;
        };
    }

    /** The text that an item of this type holds itself; null when its texts stand in parts, or it has none. */
    static @Nullable TextKind ofItem(String type) {
        return switch (type) {
            case "function_call" -> ARGUMENTS;
            case "mcp_call" -> REMOTE_ARGUMENTS;
            case "custom_tool_call" -> CUSTOM_INPUT;
            case "code_interpreter_call" -> CODE;
            default -> null;
        };
    }

    /** The event that brings a piece. */
    String delta() {
        return delta;
    }

    /** The event that repeats the whole. */
    String done() {
        return done;
    }

    /** The member that holds the whole. */
    String member() {
        return member;
    }

    /** The member that says which part of the item it is; null when the item has but one text. */
    @Nullable
    String index() {
        return index;
    }

    /** The channel of the text that stands in this part of this item. */
    Channel channel(int item, int part) {
        int place = Math.clamp(part, 0, FIRST_SUMMARY - 1) + (this == SUMMARY ? FIRST_SUMMARY : 0);
        return new Channel(0, this.part, Math.clamp(item, 0, 1_000_000) * PARTS_OF_AN_ITEM + place);
    }

    /** The item a channel belongs to. */
    static int item(Channel channel) {
        return channel.tool() / PARTS_OF_AN_ITEM;
    }

    /** The part of its item that a channel belongs to. */
    static int part(Channel channel) {
        return channel.tool() % PARTS_OF_AN_ITEM % FIRST_SUMMARY;
    }

    /** A summary of reasoning, not the reasoning itself. */
    static boolean isSummary(Channel channel) {
        return channel.tool() % PARTS_OF_AN_ITEM >= FIRST_SUMMARY;
    }
}
