package org.llmops.simulator.answering;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.llmops.simulator.answering.Answer.Finish;

class AnsweringTest {

    private static final Tool WEATHER = new Tool("weather", new JsonObject("""
                    {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}"""), new JsonObject());

    @Test
    void an_answer_quotes_the_last_user_message_so_that_placeholders_come_back() {
        assertThat(answer("Mail <EMAIL_ADDRESS_1> about <PAYMENT_CARD_1>").text())
                .contains("\"Mail <EMAIL_ADDRESS_1> about <PAYMENT_CARD_1>\"");
    }

    @Test
    void the_same_prompt_gets_the_same_answer() {
        assertThat(answer("Why?")).isEqualTo(answer("Why?"));
    }

    @Test
    void echo_returns_the_message_without_its_directives() {
        assertThat(answer("Hello\n!echo\nagain").text()).isEqualTo("Hello\nagain");
    }

    @Test
    void say_lines_are_said_one_below_the_other() {
        assertThat(answer("!say one\n!say two").text()).isEqualTo("one\ntwo");
    }

    @Test
    void transcript_shows_the_whole_prompt() {
        Prompt prompt =
                prompt(List.of(message(Message.Role.SYSTEM, "Be kind."), message(Message.Role.USER, "!transcript")));
        assertThat(Answering.answer(prompt).text()).isEqualTo("system: Be kind.\nuser: !transcript");
    }

    @Test
    void as_many_words_as_demanded_are_as_many_tokens() {
        Answer answer = answer("!words 200");
        assertThat(answer.text().split(" ")).hasSize(200);
        assertThat(answer.usage().completion()).isEqualTo(200);
    }

    @Test
    void json_is_said_as_written_and_malformed_json_is_prose() {
        assertThat(answer("!json {\"a\": [1]}").text()).isEqualTo("{\"a\": [1]}");
        assertThat(answer("!json {\"a\":").text()).contains("\"!json {\"a\":\"");
    }

    @Test
    void a_line_that_is_no_directive_is_prose() {
        assertThat(answer("!important: call\n!words many").text()).contains("!important: call\n!words many");
    }

    @Test
    void tools_are_called_on_demand_after_what_is_said() {
        Answer answer = answer("!tool weather {\"city\": \"Oslo\"}\n!say Let me look.\n!tool clock");
        assertThat(answer.text()).isEqualTo("Let me look.");
        assertThat(answer.toolCalls()).extracting(Answer.ToolCall::name).containsExactly("weather", "clock");
        assertThat(answer.toolCalls())
                .extracting(Answer.ToolCall::joined)
                .containsExactly("{\"city\": \"Oslo\"}", "{}");
        assertThat(answer.finish()).isEqualTo(Finish.TOOL_CALLS);
    }

    @Test
    void a_required_tool_is_called_with_arguments_that_fit_its_schema() {
        Answer answer = Answering.answer(new Prompt(
                List.of(message(Message.Role.USER, "Oslo")),
                List.of(WEATHER),
                new ToolChoice.Named(WEATHER),
                new OutputFormat.Text(),
                OptionalInt.empty(),
                List.of()));
        assertThat(answer.toolCalls()).singleElement().satisfies(call -> {
            assertThat(call.name()).isEqualTo("weather");
            assertThat(call.joined()).isEqualTo("{\"city\":\"Oslo\"}");
        });
    }

    @Test
    void a_tool_that_the_message_mentions_is_called_once_for_each_name_in_it() {
        assertThat(offered("How is the weather in Oslo and New York?", true).toolCalls())
                .extracting(Answer.ToolCall::joined)
                .containsExactly("{\"city\":\"Oslo\"}", "{\"city\":\"New York\"}");
        assertThat(offered("How is the weather in Oslo and New York?", false).toolCalls())
                .hasSize(1);
        assertThat(offered("How is the weather?", true).toolCalls())
                .singleElement()
                .extracting(Answer.ToolCall::joined)
                .isEqualTo("{\"city\":\"How is the weather?\"}");
        assertThat(offered("How are you in Oslo?", true).toolCalls()).isEmpty();
    }

    @Test
    void thoughts_are_as_long_as_the_caller_wants_and_come_first() {
        Answer answer = Answering.answer(
                prompt(List.of(message(Message.Role.USER, "!words 3"))).thinking(Effort.LOW.tokens()));
        assertThat(answer.usage().reasoning()).isEqualTo(16);
        assertThat(answer.usage().completion()).isEqualTo(19);
        assertThat(answer.partsWithThought().getFirst().tokens()).hasSize(16);
        assertThat(answer.partsWithThought().subList(1, 2)).isEqualTo(answer.parts());
    }

    private static Answer offered(String user, boolean several) {
        return Answering.answer(new Prompt(
                        List.of(message(Message.Role.USER, user)),
                        List.of(WEATHER),
                        new ToolChoice.Auto(),
                        new OutputFormat.Text(),
                        OptionalInt.empty(),
                        List.of())
                .severalCalls(several));
    }

    @Test
    void a_forbidden_tool_is_not_called() {
        Answer answer = Answering.answer(new Prompt(
                List.of(message(Message.Role.USER, "Hi\n!tool weather {}")),
                List.of(WEATHER),
                new ToolChoice.None(),
                new OutputFormat.Text(),
                OptionalInt.empty(),
                List.of()));
        assertThat(answer.toolCalls()).isEmpty();
        assertThat(answer.finish()).isEqualTo(Finish.COMPLETE);
    }

    @Test
    void a_tool_result_is_answered_in_words_so_that_an_agent_comes_to_an_end() {
        Answer answer = Answering.answer(prompt(List.of(
                message(Message.Role.USER, "!tool weather {}"),
                message(Message.Role.ASSISTANT, "weather {}"),
                message(Message.Role.TOOL, "4 degrees"))));
        assertThat(answer.toolCalls()).isEmpty();
        assertThat(answer.text()).contains("\"4 degrees\"");
    }

    @Test
    void json_is_answered_when_the_format_asks_for_it() {
        Answer answer = Answering.answer(limited("Hi", new OutputFormat.Json(), OptionalInt.empty(), List.of()));
        assertThat(new JsonObject(answer.text()).getString("answer")).contains("\"Hi\"");
    }

    @Test
    void an_answer_ends_at_the_token_limit() {
        Answer answer = Answering.answer(limited("!words 9", new OutputFormat.Text(), OptionalInt.of(3), List.of()));
        assertThat(answer.text()).isEqualTo("every answer here");
        assertThat(answer.finish()).isEqualTo(Finish.LENGTH);
        assertThat(answer.usage().completion()).isEqualTo(3);
    }

    @Test
    void an_answer_exactly_as_long_as_the_limit_is_complete() {
        Answer answer = Answering.answer(limited("!words 3", new OutputFormat.Text(), OptionalInt.of(3), List.of()));
        assertThat(answer.finish()).isEqualTo(Finish.COMPLETE);
    }

    @Test
    void the_token_limit_cuts_the_arguments_of_a_call_too() {
        Answer answer =
                Answering.answer(limited("!tool f {\"a\":1}", new OutputFormat.Text(), OptionalInt.of(2), List.of()));
        assertThat(answer.toolCalls())
                .singleElement()
                .extracting(Answer.ToolCall::joined)
                .isEqualTo("{\"");
        assertThat(answer.finish()).isEqualTo(Finish.LENGTH);
    }

    @Test
    void an_answer_ends_before_the_stop_sequence_that_comes_first() {
        Answer answer = Answering.answer(
                limited("!say one two three", new OutputFormat.Text(), OptionalInt.empty(), List.of("three", "two")));
        assertThat(answer.text()).isEqualTo("one ");
        assertThat(answer.finish()).isEqualTo(Finish.STOP_SEQUENCE);
        assertThat(answer.stopSequence()).isEqualTo("two");
    }

    @Test
    void cached_and_reasoning_tokens_are_reported_on_demand() {
        Answer answer = answer("!cached 5\n!reasoning 7\n!words 3");
        assertThat(answer.usage()).isEqualTo(new Usage(answer.usage().prompt(), 5, 10, 7));
    }

    @Test
    void no_more_can_be_cached_than_was_read() {
        Usage usage = answer("!cached 9999\n!say x").usage();
        assertThat(usage.cached()).isEqualTo(usage.prompt());
    }

    @Test
    void reasoning_counts_against_the_token_limit() {
        Answer answer = Answering.answer(
                limited("!reasoning 50\n!words 3", new OutputFormat.Text(), OptionalInt.of(10), List.of()));
        assertThat(answer.text()).isEmpty();
        assertThat(answer.usage()).isEqualTo(new Usage(answer.usage().prompt(), 0, 10, 10));
        assertThat(answer.finish()).isEqualTo(Finish.LENGTH);
    }

    @Test
    void a_prompt_counts_three_tokens_for_itself_and_three_for_each_message() {
        assertThat(prompt(List.of(message(Message.Role.SYSTEM, "Be kind."), message(Message.Role.USER, "Hello!")))
                        .tokens())
                .isEqualTo(3 + (3 + 3) + (3 + 2));
    }

    @Test
    void a_long_message_is_quoted_in_part_and_no_character_is_split() {
        String text = answer("🌍".repeat(5_000)).text();
        assertThat(text).contains("🌍…").hasSizeLessThan(4_300);
    }

    private static Answer answer(String user) {
        return Answering.answer(prompt(List.of(message(Message.Role.USER, user))));
    }

    private static Prompt prompt(List<Message> messages) {
        return new Prompt(
                messages, List.of(), new ToolChoice.Auto(), new OutputFormat.Text(), OptionalInt.empty(), List.of());
    }

    private static Prompt limited(String user, OutputFormat format, OptionalInt maxTokens, List<String> stops) {
        return new Prompt(
                List.of(message(Message.Role.USER, user)), List.of(), new ToolChoice.Auto(), format, maxTokens, stops);
    }

    private static Message message(Message.Role role, String text) {
        return new Message(role, text);
    }
}
