package org.llmops.router.wire.responses;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.body.AnswerNotes;
import org.llmops.router.body.AnswerText;
import org.llmops.router.body.Channel;
import org.llmops.router.body.Json;
import org.llmops.router.body.Span;
import org.llmops.router.wire.StreamVoice;

/** Events of ours among a provider's: they carry its ids, close what it opened, and are counted with its own. */
final class ResponsesVoice implements StreamVoice {
    private final Map<Integer, ObjectNode> items = new TreeMap<>();
    private final Map<Integer, ObjectNode> open = new TreeMap<>();
    private final Map<Channel, StringBuilder> told = new HashMap<>();
    private ObjectNode response = Json.object().put("object", "response");
    private long next = -1;

    @Override
    public AnswerBody fit(AnswerBody event) {
        try {
            return numbered(event);
        } catch (IOException impossible) {
            throw new IllegalStateException("The event was scanned before", impossible);
        }
    }

    private AnswerBody numbered(AnswerBody event) throws IOException {
        try (JsonParser parser = Json.parser(event.bytes())) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean isNumber = parser.currentName().equals("sequence_number");
                if (parser.nextToken() != JsonToken.VALUE_NUMBER_INT || !isNumber) {
                    parser.skipChildren();
                    continue;
                }
                long number = parser.getLongValue();
                if (next < 0 || next == number) {
                    next = number;
                    return event;
                }
                Span span = AnswerNotes.skipped(parser);
                return event.edited(event.edit().replace(span, Json.utf8(Long.toString(next))));
            }
            return event;
        }
    }

    @Override
    public void saw(AnswerBody event) {
        next = Math.max(next, 0) + 1;
        for (AnswerText text : event.texts()) {
            told.computeIfAbsent(text.channel(), first -> new StringBuilder()).append(event.text(text));
        }
        switch (event.event()) {
            case "response.created" -> {
                if (tree(event).path("response") instanceof ObjectNode begun) {
                    response = begun;
                }
            }
            case "response.output_item.added" -> {
                JsonNode added = tree(event);
                if (added.path("item") instanceof ObjectNode item) {
                    items.put(added.path("output_index").asInt(), item);
                    open.put(added.path("output_index").asInt(), item);
                }
            }
            case "response.content_part.added", "response.reasoning_summary_part.added" -> part(tree(event));
            case "response.output_item.done" -> {
                JsonNode done = tree(event);
                open.remove(done.path("output_index").asInt());
                if (done.path("item") instanceof ObjectNode item) {
                    items.put(done.path("output_index").asInt(), item);
                }
            }
            default -> {}
        }
    }

    private void part(JsonNode added) {
        ObjectNode item = open.get(added.path("output_index").asInt());
        if (item != null) {
            item.withArrayProperty(added.has("summary_index") ? "summary" : "content")
                    .add(added.path("part"));
        }
    }

    private static JsonNode tree(AnswerBody event) {
        try {
            return Json.tree(event.bytes());
        } catch (IOException impossible) {
            throw new IllegalStateException("The event was scanned before", impossible);
        }
    }

    /** Text of a kind of event that is not known here cannot be told later: it stays withheld. */
    @Override
    public List<AnswerBody> late(Channel channel, String text) throws IOException {
        ObjectNode item = items.get(TextKind.item(channel));
        TextKind kind = item == null ? null : kind(item, channel);
        if (item == null || kind == null) {
            return List.of();
        }
        ObjectNode event = place(kind.delta(), kind, item, channel).put("delta", text);
        if (kind == TextKind.OUTPUT_TEXT) {
            event.putArray("logprobs");
        }
        return List.of(body(event));
    }

    private static @Nullable TextKind kind(ObjectNode item, Channel channel) {
        return switch (channel.part()) {
            case CONTENT -> TextKind.OUTPUT_TEXT;
            case REFUSAL -> TextKind.REFUSAL;
            case CITATION -> null;
            case REASONING -> TextKind.isSummary(channel) ? TextKind.SUMMARY : TextKind.REASONING;
            case ARGUMENTS ->
                TextKind.part(channel) == 0 ? TextKind.ofItem(item.path("type").asText()) : null;
        };
    }

    @Override
    public List<AnswerBody> end(int choice, String word) throws IOException {
        List<ObjectNode> events = new ArrayList<>();
        open.forEach((index, item) -> close(events, index, item));
        ObjectNode ended = response.deepCopy();
        ResponseEnvelope.finish(ended, word);
        ended.putArray("output").addAll(items.values());
        events.add(event("response." + ended.path("status").asText()).set("response", ended));
        List<AnswerBody> bodies = new ArrayList<>(events.size());
        long number = Math.max(next, 0);
        for (ObjectNode event : events) {
            bodies.add(body(event.put("sequence_number", number++)));
        }
        return bodies;
    }

    private void close(List<ObjectNode> events, int index, ObjectNode item) {
        TextKind own = TextKind.ofItem(item.path("type").asText());
        if (own != null) {
            done(events, own, item, item, own.channel(index, 0));
        }
        parts(events, index, item, "summary");
        parts(events, index, item, "content");
        if (item.has("status")) {
            item.put("status", "incomplete");
        }
        events.add(event("response.output_item.done").put("output_index", index).set("item", item));
    }

    private void parts(List<ObjectNode> events, int index, ObjectNode item, String member) {
        int position = 0;
        for (JsonNode part : item.path(member)) {
            TextKind kind = TextKind.ofPart(part.path("type").asText());
            if (kind != null && part instanceof ObjectNode holder) {
                Channel channel = kind.channel(index, position);
                done(events, kind, item, holder, channel);
                String type = kind == TextKind.SUMMARY
                        ? "response.reasoning_summary_part.done"
                        : "response.content_part.done";
                events.add(place(type, kind, item, channel).set("part", holder));
            }
            position++;
        }
    }

    private void done(List<ObjectNode> events, TextKind kind, ObjectNode item, ObjectNode holder, Channel channel) {
        StringBuilder said = told.get(channel);
        holder.put(kind.member(), said == null ? "" : said.toString());
        ObjectNode event = place(kind.done(), kind, item, channel).set(kind.member(), holder.path(kind.member()));
        if (kind == TextKind.OUTPUT_TEXT) {
            event.putArray("logprobs");
        }
        if (kind == TextKind.ARGUMENTS) {
            event.set("name", item.path("name"));
        }
        events.add(event);
    }

    private ObjectNode place(String type, TextKind kind, ObjectNode item, Channel channel) {
        ObjectNode event = event(type);
        event.set("item_id", item.path("id"));
        event.put("output_index", TextKind.item(channel));
        String index = kind.index();
        return index == null ? event : event.put(index, TextKind.part(channel));
    }

    private ObjectNode event(String type) {
        return Json.object().put("type", type).put("sequence_number", Math.max(next, 0));
    }

    private static AnswerBody body(ObjectNode event) throws IOException {
        return ResponsesAnswerScan.event(event.path("type").asText(), Json.bytes(event));
    }
}
