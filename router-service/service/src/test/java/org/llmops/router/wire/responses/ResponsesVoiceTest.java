package org.llmops.router.wire.responses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmops.router.wire.responses.ResponsesFormat.RESPONSES;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.body.Channel;
import org.llmops.router.body.Json;
import org.llmops.router.wire.Fixtures;
import org.llmops.router.wire.StreamVoice;

class ResponsesVoiceTest {
    private final StreamVoice voice = RESPONSES.voice();
    private final List<JsonNode> told = new ArrayList<>();

    @Test
    void closesWhateverIsOpenWithWhatTheClientWasTold() throws IOException {
        tell(
                "{\"type\":\"response.created\",\"sequence_number\":0,\"response\":{\"id\":\"r\",\"status\":\"in_progress\",\"output\":[]}}");
        tell(item(0, "\"type\":\"reasoning\",\"summary\":[]"));
        tell(
                "{\"type\":\"response.reasoning_summary_part.added\",\"sequence_number\":2,\"item_id\":\"i0\",\"output_index\":0,\"summary_index\":0,\"part\":{\"type\":\"summary_text\",\"text\":\"\"}}");
        tell(
                "{\"type\":\"response.reasoning_summary_text.delta\",\"sequence_number\":3,\"item_id\":\"i0\",\"output_index\":0,\"summary_index\":0,\"delta\":\"Hm\"}");
        tell(
                "{\"type\":\"response.output_item.done\",\"sequence_number\":4,\"output_index\":0,\"item\":{\"id\":\"i0\",\"type\":\"reasoning\",\"summary\":[{\"type\":\"summary_text\",\"text\":\"Hm\"}]}}");
        tell(item(1, "\"type\":\"message\",\"status\":\"in_progress\",\"role\":\"assistant\",\"content\":[]"));
        tell(
                "{\"type\":\"response.content_part.added\",\"sequence_number\":6,\"item_id\":\"i1\",\"output_index\":1,\"content_index\":0,\"part\":{\"type\":\"output_text\",\"text\":\"\",\"annotations\":[]}}");
        tell(
                "{\"type\":\"response.output_text.delta\",\"sequence_number\":7,\"item_id\":\"i1\",\"output_index\":1,\"content_index\":0,\"delta\":\"Good\"}");
        tell(
                item(
                        2,
                        "\"type\":\"function_call\",\"status\":\"in_progress\",\"call_id\":\"c\",\"name\":\"f\",\"arguments\":\"\""));
        tell(
                "{\"type\":\"response.function_call_arguments.delta\",\"sequence_number\":9,\"item_id\":\"i2\",\"output_index\":2,\"delta\":\"{\"}");

        tell(voice.end(0, "content_filter"));

        assertThat(told.subList(10, told.size()).stream()
                        .map(event -> event.path("type").asText()))
                .containsExactly(
                        "response.output_text.done",
                        "response.content_part.done",
                        "response.output_item.done",
                        "response.function_call_arguments.done",
                        "response.output_item.done",
                        "response.incomplete");
        assertThat(numbers()).containsExactlyElementsOf(numbersTo(16));
        assertThat(told.getLast().path("response")).isEqualTo(Fixtures.json("""
                {"id":"r","status":"incomplete","incomplete_details":{"reason":"content_filter"},"output":[
                 {"id":"i0","type":"reasoning","summary":[{"type":"summary_text","text":"Hm"}]},
                 {"id":"i1","type":"message","status":"incomplete","role":"assistant","content":[{"type":"output_text","text":"Good","annotations":[]}]},
                 {"id":"i2","type":"function_call","status":"incomplete","call_id":"c","name":"f","arguments":"{"}]}"""));
    }

    @Test
    void lateTextsAreCountedWithTheProvidersEvents() throws IOException {
        tell("{\"type\":\"response.created\",\"sequence_number\":5,\"response\":{\"id\":\"r\"}}");
        tell(item(0, "\"type\":\"custom_tool_call\",\"name\":\"f\",\"input\":\"\""));
        tell(voice.late(channel("response.custom_tool_call_input.delta", 0), "late"));
        tell(
                "{\"type\":\"response.custom_tool_call_input.done\",\"sequence_number\":7,\"item_id\":\"i0\",\"output_index\":0,\"input\":\"late\"}");

        assertThat(told.get(2)).isEqualTo(Fixtures.json("""
                {"type":"response.custom_tool_call_input.delta","sequence_number":7,"item_id":"i0","output_index":0,"delta":"late"}"""));
        assertThat(numbers()).containsExactly(5L, 6L, 7L, 8L);
    }

    @Test
    void eventsThatWereWithheldLeaveNoGap() throws IOException {
        tell("{\"sequence_number\":0,\"type\":\"response.created\",\"response\":{\"sequence_number\":99}}");
        tell("{\"type\":\"response.queued\",\"response\":{\"sequence_number\":99},\"sequence_number\":14}");

        assertThat(numbers()).containsExactly(0L, 1L);
        assertThat(told.getLast().at("/response/sequence_number").asInt()).isEqualTo(99);
    }

    @Test
    void whatHasNoPlaceIsNotTold() throws IOException {
        tell("{\"type\":\"response.created\",\"sequence_number\":0,\"response\":{\"id\":\"r\"}}");

        assertThat(voice.late(new Channel(0, Channel.Part.ARGUMENTS, 7_499), "x"))
                .isEmpty();
    }

    private void tell(String event) throws IOException {
        tell(List.of(RESPONSES.event("", Json.utf8(event))));
    }

    private void tell(List<AnswerBody> events) {
        for (AnswerBody event : events) {
            AnswerBody fitting = voice.fit(event);
            voice.saw(fitting);
            told.add(Fixtures.tree(fitting.bytes()));
        }
    }

    private static Channel channel(String type, int item) throws IOException {
        return RESPONSES
                .event(type, Json.utf8("{\"type\":\"" + type + "\",\"output_index\":" + item + ",\"delta\":\"x\"}"))
                .texts()
                .getFirst()
                .channel();
    }

    private static String item(int index, String members) {
        return "{\"type\":\"response.output_item.added\",\"sequence_number\":" + (index == 0 ? 1 : index == 1 ? 5 : 8)
                + ",\"output_index\":" + index + ",\"item\":{\"id\":\"i" + index + "\"," + members + "}}";
    }

    private List<Long> numbers() {
        return told.stream()
                .map(event -> event.path("sequence_number").asLong())
                .toList();
    }

    private static List<Long> numbersTo(int end) {
        List<Long> numbers = new ArrayList<>();
        for (long i = 0; i < end; i++) {
            numbers.add(i);
        }
        return numbers;
    }
}
