package org.llmops.router.wire.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Json;
import org.llmops.router.body.RequestBody;
import org.llmops.router.body.Span;
import org.llmops.router.body.Splice;

class ChatRequestTest {
    private static final String REQUEST = """
             { "é\\n" : 1.50 ,"model":"gpt","unknown":{"a":[1,2,{"model":"no"}]}, "n":2,"temperature":-1e5, "stream" : true,
              "stream_options":{"include_obfuscation":false,"include_usage":true},
              "messages":[{"content":"h\\u00e9 \\uD83D\\uDE00 \\"x","role":"system"},
                {"role":"user","content":[{"type":"text","text":"a"},{"type":"image_url","image_url":{"url":"data:x"}}]},
                {"role":"assistant","content":null,"tool_calls":[{"id":"1","function":{"name":"f","arguments":"{\\"k\\":1}"}}]},
                {"role":"tool","tool_call_id":"1","content":"42"}],
              "max_tokens":7,"max_completion_tokens":9,"user":"u","metadata":{"k":"v"}}""";

    @Test
    void findsWhatTheRouterMustKnow() throws BodyMalformed {
        RequestBody body = ChatFormat.CHAT.request(bytes(REQUEST));

        assertThat(body.model()).isEqualTo("gpt");
        assertThat(body.streamed()).isTrue();
        assertThat(body.usageWanted()).isTrue();
        assertThat(body.choices()).isEqualTo(2);
        assertThat(body.maxOutputTokens()).isEqualTo(9);
        assertThat(body.endUser()).isEqualTo("u");
        assertThat(body.metadata()).containsOnlyKeys("k").containsEntry("k", "v");
        assertThat(body.messages()).isEqualTo(4);
        assertThat(body.texts().stream().map(text -> text.source() + ":" + body.text(text)))
                .containsExactly("SYSTEM:hé 😀 \"x", "USER:a", "TOOL_ARGUMENTS:{\"k\":1}", "TOOL_RESULT:42");
        assertThat(body.media())
                .singleElement()
                .satisfies(span -> assertThat(slice(body, span)).isEqualTo("{\"url\":\"data:x\"}"));
    }

    @Test
    void anEditOfNothingKeepsEveryByte() throws BodyMalformed {
        RequestBody body = ChatFormat.CHAT.request(bytes(REQUEST));

        assertThat(body.edit().bytes()).isSameAs(body.bytes());
    }

    @Test
    void replacingEveryTextByItselfChangesNoMeaningAndNoOtherByte() throws Exception {
        RequestBody body = ChatFormat.CHAT.request(bytes(REQUEST));
        Splice edits = body.edit();
        body.texts().forEach(text -> edits.replace(text.span(), Json.quoted(body.text(text))));

        byte[] edited = edits.bytes();

        assertThat(Json.tree(edited)).isEqualTo(Json.tree(body.bytes()));
        assertThat(new String(edited, StandardCharsets.UTF_8))
                .contains("\"é\\n\" : 1.50 ,")
                .contains("\"temperature\":-1e5, \"stream\" : true");
    }

    @Test
    void everyMemberCanBeTakenOutWithItsComma() throws Exception {
        RequestBody body = ChatFormat.CHAT.request(bytes(REQUEST));
        for (String name : body.members().keySet()) {
            RequestBody without =
                    ChatFormat.CHAT.request(body.remove(body.edit(), name).bytes());

            assertThat(without.members().keySet())
                    .containsExactlyElementsOf(body.members().keySet().stream()
                            .filter(other -> !other.equals(name))
                            .toList());
        }
    }

    @Test
    void theOnlyMemberCanBeTakenOut() throws BodyMalformed {
        RequestBody body = ChatFormat.CHAT.request(bytes("{ \"prompt\" : {} }"));

        assertThat(ChatFormat.CHAT
                        .request(body.remove(body.edit(), "prompt").bytes())
                        .members())
                .isEmpty();
    }

    @Test
    void aMemberIsReplacedOrAdded() throws Exception {
        RequestBody body = ChatFormat.CHAT.request(bytes("{\"a\": 1.0, \"model\": \"x\"}"));

        assertThat(text(body.set(body.edit(), "model", bytes("\"y\"")).bytes()))
                .isEqualTo("{\"a\": 1.0, \"model\": \"y\"}");
        assertThat(text(body.set(body.edit(), "b", bytes("true")).bytes()))
                .isEqualTo("{\"b\":true,\"a\": 1.0, \"model\": \"x\"}");
    }

    /** Any edits, in any order, equal what a string builder would do from right to left. */
    @Test
    void splicesAgreeWithTheSimplestImplementation() {
        Random random = new Random(7);
        for (int round = 0; round < 2_000; round++) {
            byte[] source = new byte[random.nextInt(40)];
            random.nextBytes(source);
            List<int[]> cuts = cuts(random, source.length);
            Collections.shuffle(cuts, random);
            Splice splice = Splice.of(source);
            cuts.forEach(cut -> splice.replace(new Span(cut[0], cut[1]), new byte[cut[2]]));

            assertThat(splice.bytes()).isEqualTo(naive(source, cuts));
        }
    }

    private static List<int[]> cuts(Random random, int length) {
        List<int[]> cuts = new ArrayList<>();
        int at = random.nextInt(4);
        while (at < length) {
            int end = Math.min(length, at + 1 + random.nextInt(5));
            cuts.add(new int[] {at, end, random.nextInt(6)});
            at = end + random.nextInt(4);
        }
        return cuts;
    }

    private static byte[] naive(byte[] source, List<int[]> cuts) {
        ArrayList<Byte> bytes = new ArrayList<>();
        for (byte b : source) {
            bytes.add(b);
        }
        cuts.stream().sorted((a, b) -> b[0] - a[0]).forEach(cut -> {
            bytes.subList(cut[0], cut[1]).clear();
            bytes.addAll(cut[0], Collections.nCopies(cut[2], (byte) 0));
        });
        byte[] result = new byte[bytes.size()];
        for (int i = 0; i < result.length; i++) {
            result[i] = bytes.get(i);
        }
        return result;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"model\":1}|model",
                "{\"stream\":\"yes\"}|stream",
                "{\"n\":0}|n",
                "{\"n\":129}|n",
                "{\"n\":1.5}|n",
                "{\"max_tokens\":-1}|max_tokens",
                "{\"max_tokens\":99999999999999999999}|max_tokens",
                "{\"messages\":{}}|messages",
                "{\"messages\":[1]}|messages[0]",
                "{\"messages\":[{},{\"content\":7}]}|messages[1].content",
                "{\"metadata\":{\"a\":1}}|metadata.a",
                "{\"model\":\"a\",\"model\":\"b\"}|model",
            })
    void namesTheParameterThatIsWrong(String request, String param) {
        BodyMalformed malformed =
                catchThrowableOfType(BodyMalformed.class, () -> ChatFormat.CHAT.request(bytes(request)));

        assertThat(malformed.param()).isEqualTo(param);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "{} {}", "{\"a\":}", "nul", "{\"model\":\"x\"", "\"{}\""})
    void refusesWhatIsNotOneObject(String request) {
        assertThat(catchThrowableOfType(BodyMalformed.class, () -> ChatFormat.CHAT.request(bytes(request))))
                .isNotNull();
    }

    @Test
    void saysWhereItIsNoJsonAndNothingOfWhatIsThere() {
        BodyMalformed malformed =
                catchThrowableOfType(BodyMalformed.class, () -> ChatFormat.CHAT.request(bytes("{\n\"a\": secret}")));
        BodyMalformed deep = catchThrowableOfType(
                BodyMalformed.class, () -> ChatFormat.CHAT.request(bytes("{\"a\":" + "[".repeat(1_000))));

        assertThat(malformed.explanation()).contains("line 2").doesNotContain("secret");
        assertThat(deep.explanation()).contains("200 levels").doesNotContain("Stream");
    }

    @Test
    void aTextWithHalfOfASurrogatePairIsRefusedAndAWholeOneIsNot() throws BodyMalformed {
        for (String half :
                new String[] {"a \\ud83d b", "\\ude00", "\\ud83d\\ud83d\\ude00", "\\\\\\ud83d", "\\uD83D\\n\\uDE00"}) {
            BodyMalformed malformed =
                    catchThrowableOfType(BodyMalformed.class, () -> ChatFormat.CHAT.request(bytes(message(half))));
            assertThat(malformed.param()).as(half).isEqualTo("messages");
            assertThat(malformed.explanation()).contains("Send whole characters");
        }
        byte[] raw = bytes(message("xyz"));
        int at = new String(raw, StandardCharsets.UTF_8).indexOf("xyz");
        raw[at] = (byte) 0xED;
        raw[at + 1] = (byte) 0xA0;
        raw[at + 2] = (byte) 0xBD;
        assertThat(catchThrowableOfType(BodyMalformed.class, () -> ChatFormat.CHAT.request(raw)))
                .isNotNull();
        for (String whole : new String[] {"\\ud83d\\ude00", "\\\\ud83d", "\uD55C 😀 \\u0041", "c:\\\\ud800"}) {
            assertThat(ChatFormat.CHAT.request(bytes(message(whole))).texts())
                    .as(whole)
                    .hasSize(1);
        }
    }

    private static String message(String content) {
        return "{\"messages\":[{\"role\":\"user\",\"content\":\"" + content + "\"}]}";
    }

    /** Positions of bytes would mean nothing in them. */
    @Test
    void refusesOtherEncodings() {
        byte[] utf16 = "{\"model\":\"x\"}".getBytes(StandardCharsets.UTF_16LE);

        assertThat(catchThrowableOfType(BodyMalformed.class, () -> ChatFormat.CHAT.request(utf16)))
                .isNotNull();
    }

    private static String slice(RequestBody body, Span span) {
        return new String(body.bytes(), span.start(), span.bytes(), StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
