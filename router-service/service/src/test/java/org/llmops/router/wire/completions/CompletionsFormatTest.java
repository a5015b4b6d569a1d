package org.llmops.router.wire.completions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.llmops.router.wire.chat.ChatFormat.CHAT;
import static org.llmops.router.wire.completions.CompletionsFormat.COMPLETIONS;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Channel;
import org.llmops.router.body.Json;
import org.llmops.router.body.RequestBody;
import org.llmops.router.wire.EventTranslation;
import org.llmops.router.wire.Fixtures;
import org.llmops.router.wire.StreamVoice;

class CompletionsFormatTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"prompt\":\"a\"|1|1|0",
                "\"prompt\":[\"a\",\"b\"],\"n\":2|2|4|0",
                "\"prompt\":\"a\",\"best_of\":5,\"n\":2|1|5|0",
                "\"prompt\":[1,2,3]|0|1|1",
                "\"n\":3,\"prompt\":[[1,2],[3]]|0|6|1",
                "\"prompt\":\"a\",\"suffix\":\"b\"|2|1|0"
            })
    void countsTextsAnswersAndWhatNobodyCanRead(String members, int texts, int choices, int media)
            throws BodyMalformed {
        RequestBody request = request("{\"model\":\"m\"," + members + ",\"max_tokens\":5}");

        assertThat(request.texts()).hasSize(texts);
        assertThat(request.choices()).isEqualTo(choices);
        assertThat(request.media()).hasSize(media);
        assertThat(request.maxOutputTokens()).isEqualTo(5);
        assertThat(COMPLETIONS.prompt(request)).isEmpty();
    }

    @Test
    void anObjectIsAPromptOfTheRegistry() throws BodyMalformed {
        RequestBody request = request("{\"model\":\"m\",\"prompt\":{\"id\":\"p\"}}");

        assertThat(COMPLETIONS.prompt(request)).isPresent();
        assertThat(COMPLETIONS.preface(
                        request, request.edit(), List.of(message("system", "Be kind"), message("user", "Say hello"))))
                .isEqualTo(Fixtures.json("{\"prompt\":\"Be kind\\n\\nSay hello\"}"));
        assertThat(COMPLETIONS.settings(Fixtures.json("{\"max_completion_tokens\":4,\"temperature\":1}")))
                .isEqualTo(Fixtures.json("{\"temperature\":1,\"max_tokens\":4}"));
    }

    private static ObjectNode message(String role, String content) {
        return Json.object().put("role", role).put("content", content);
    }

    @Test
    void aTextIsWhatAUserSays() throws BodyMalformed {
        assertThat(Fixtures.tree(COMPLETIONS.toChat(request("""
                        {"model":"m","prompt":["Once"],"max_tokens":5,"n":2,"stop":["x"],"logprobs":2,"echo":false,"best_of":1,"suffix":null,
                         "stream":true,"stream_options":{"include_usage":true},"temperature":0.10,"logit_bias":{"5":1}}""")).bytes())).isEqualTo(Fixtures.json("""
                {"model":"m","messages":[{"role":"user","content":"Once"}],"max_completion_tokens":5,"n":2,"stop":["x"],
                 "logprobs":true,"top_logprobs":2,"stream":true,"stream_options":{"include_usage":true},"temperature":0.10,"logit_bias":{"5":1}}"""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"prompt\":\"a\",\"suffix\":\"b\"|suffix",
                "\"prompt\":\"a\",\"echo\":true|echo",
                "\"prompt\":\"a\",\"best_of\":2|best_of",
                "\"prompt\":[\"a\",\"b\"]|prompt",
                "\"prompt\":[1,2]|prompt"
            })
    void namesWhatOnlyATextCanBeAskedFor(String members, String param) {
        BodyMalformed refused = catchThrowableOfType(
                BodyMalformed.class, () -> COMPLETIONS.toChat(request("{\"model\":\"m\"," + members + "}")));

        assertThat(refused.param()).isEqualTo(param);
    }

    @Test
    void tellsAChatCompletionAsACompletion() throws Exception {
        AnswerBody chat = CHAT.answer(Json.utf8("""
                {"id":"c","object":"chat.completion","created":5,"model":"m","system_fingerprint":"f","choices":[
                 {"index":0,"finish_reason":"tool_calls","message":{"role":"assistant","content":"Hi","reasoning_content":"hm"},
                  "logprobs":{"content":[{"token":"H","logprob":-1,"top_logprobs":[{"token":"H","logprob":-1},{"token":"I","logprob":-2}]},{"token":"i","logprob":0}]}},
                 {"index":1,"finish_reason":"length","message":{"content":null,"refusal":"No"}}],"usage":{"prompt_tokens":1,"completion_tokens":2}}"""));
        AnswerBody completion = COMPLETIONS.fromChat(chat, request("{\"prompt\":\"x\"}"));

        assertThat(Fixtures.tree(completion.bytes())).isEqualTo(Fixtures.json("""
                {"id":"cmpl-c","object":"text_completion","created":5,"model":"m","system_fingerprint":"f","choices":[
                 {"text":"Hi","index":0,"logprobs":{"tokens":["H","i"],"token_logprobs":[-1,0],"top_logprobs":[{"H":-1,"I":-2},{}],"text_offset":[0,1]},
                  "finish_reason":"stop"},
                 {"text":"No","index":1,"logprobs":null,"finish_reason":"length"}],"usage":{"prompt_tokens":1,"completion_tokens":2}}"""));
        assertThat(completion.texts().stream().map(completion::text)).containsExactly("Hi", "No");
        assertThat(completion.tokens())
                .hasValueSatisfying(usage -> assertThat(usage.output()).isEqualTo(2));
    }

    @Test
    void tellsChunksAsTheyCome() throws Exception {
        EventTranslation translation = COMPLETIONS.fromChatEvents(request("{\"prompt\":\"x\"}"));

        List<AnswerBody> told = translation.next(
                CHAT.event(
                        "",
                        Json.utf8(
                                "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"He\"},\"finish_reason\":null}],\"obfuscation\":\"zz\"}")));

        assertThat(Fixtures.trees(told)).containsExactly(Fixtures.json("""
                {"id":"cmpl-c","object":"text_completion","choices":[{"text":"He","index":0,"logprobs":null,"finish_reason":null}]}"""));
        assertThat(translation.end()).isEmpty();
    }

    @Test
    void aWholeAnswerCutIntoChunksIsTheSameAnswer() throws Exception {
        String whole = """
                {"id":"c","object":"text_completion","created":5,"model":"m","choices":[
                 {"text":"a\\"b","index":0,"logprobs":{"tokens":["a"],"token_logprobs":[-1]},"finish_reason":"stop"},
                 {"text":"","index":1,"logprobs":null,"finish_reason":"length"}],"usage":{"prompt_tokens":1,"completion_tokens":2}}""";
        AnswerBody answer = COMPLETIONS.answer(Json.utf8(whole));
        List<AnswerBody> cut = COMPLETIONS.cut(answer, true);

        assertThat(Fixtures.tree(
                        COMPLETIONS.whole(cut.stream().map(AnswerBody::bytes).toList())))
                .isEqualTo(Fixtures.json(whole));
        assertThat(cut).hasSize(3);
        assertThat(COMPLETIONS.hides(cut.getLast(), request("{\"prompt\":\"x\"}")))
                .isTrue();
        assertThat(COMPLETIONS.cut(answer, false)).hasSize(2);
    }

    @Test
    void putsPiecesOfSeveralChoicesTogether() throws Exception {
        JsonNode whole = Fixtures.tree(
                COMPLETIONS.whole(
                        List.of(
                                Json.utf8(
                                        "{\"id\":\"c\",\"choices\":[{\"index\":1,\"text\":\"b\",\"logprobs\":{\"tokens\":[\"b\"]},\"finish_reason\":null}]}"),
                                Json.utf8(
                                        "{\"id\":\"c\",\"choices\":[{\"index\":0,\"text\":\"a\",\"finish_reason\":\"stop\"}]}"),
                                Json.utf8(
                                        "{\"id\":\"c\",\"choices\":[{\"index\":1,\"text\":\"c\",\"logprobs\":{\"tokens\":[\"c\"]},\"finish_reason\":\"length\"}]}"))));

        assertThat(whole).isEqualTo(Fixtures.json("""
                {"id":"c","choices":[{"text":"a","index":0,"logprobs":null,"finish_reason":"stop"},
                 {"text":"bc","index":1,"logprobs":{"tokens":["b","c"]},"finish_reason":"length"}]}"""));
    }

    @Test
    void speaksLikeTheProvider() throws Exception {
        StreamVoice voice = COMPLETIONS.voice();
        voice.heard(
                COMPLETIONS.event(
                        "",
                        Json.utf8(
                                "{\"id\":\"c\",\"model\":\"m\",\"choices\":[{\"index\":1,\"text\":\"secret\"}],\"usage\":null}")));

        assertThat(Fixtures.trees(voice.late(new Channel(1, Channel.Part.CONTENT, 0), "late")))
                .containsExactly(
                        Fixtures.json(
                                "{\"id\":\"c\",\"model\":\"m\",\"choices\":[{\"text\":\"late\",\"index\":1,\"logprobs\":null,\"finish_reason\":null}]}"));
        assertThat(Fixtures.trees(voice.end(1, "content_filter")))
                .containsExactly(
                        Fixtures.json(
                                "{\"id\":\"c\",\"model\":\"m\",\"choices\":[{\"text\":\"\",\"index\":1,\"logprobs\":null,\"finish_reason\":\"content_filter\"}]}"));
    }

    private static RequestBody request(String json) throws BodyMalformed {
        return COMPLETIONS.request(Json.utf8(json));
    }
}
