package org.llmops.eval.payloads;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmops.eval.payloads.SplitPayload.Block;

class PayloadSplitterTest {
    /** Numbers as they are written: 1.0, 1 and 1e400 are three numbers. */
    private static final ObjectMapper EXACT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    @Test
    void storesEachMessageOfAChatRequestAsABlock() {
        SplitPayload split = split("{\"model\":\"m\",\"messages\":[{\"a\":1},{\"b\":[2,{}]}],\"seed\":3}");

        assertThat(split.plan().form()).isEqualTo(PayloadForm.CONVERSATION);
        assertThat(bodies(split))
                .containsExactly("{\"model\":\"m\",\"messages\":[],\"seed\":3}", "{\"a\":1}", "{\"b\":[2,{}]}");
    }

    @Test
    void givesTheHistoryOfAConversationTheSameBlocksInEveryTurn() {
        SplitPayload first = split("{\"messages\":[{\"q\":1}]}");
        SplitPayload second = split("{\"messages\":[{\"q\":1},{\"a\":2},{\"q\":3}]}");

        assertThat(second.plan().blocks()).startsWith(first.plan().blocks().toArray(BlockHash[]::new));
    }

    @Test
    void namesABlockByTheSha256OfItsBytes() {
        assertThat(split("{}").plan().blocks())
                .containsExactly(new BlockHash("44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}",
                "{\"n\":1.0,\"messages\":[{\"x\":1e400},{\"x\":-0.0}],\"big\":123456789012345678901234567890}",
                "{\"messages\":[{\"a\":1}],\"messages\":[{\"b\":2}]}",
                "{\"messages\":[{\"a\":1,\"a\":2}],\"tools\":[{\"messages\":[{}]}]}",
                "{\"messages\":[{\"content\":\"\\u0000 \\\" ]} \\uD83D\\uDE00 😀 ü\"},{\"content\":\"[{\"}]}",
                "\n{ \"messages\" :[{\"a\":1}] , \"b\" : 2 }\n",
                "{\"m\\u0065ssages\":[{\"a\":1}]}",
                "{}",
                "[{\"messages\":[{}]}]",
                "\"messages\"",
                "42",
                "null"
            })
    void putsTheSameTextTogetherWhenItIsWrittenWithoutBlanksBetweenMessages(String json) {
        assertThat(joined(split(json))).isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"messages\":[ {\"a\":1} ,\n {\"b\":2}\t]}", "{\"messages\":[{}\r\n]}"})
    void dropsOnlyTheBlanksBetweenMessages(String json) throws Exception {
        SplitPayload split = split(json);

        assertThat(split.plan().form()).isEqualTo(PayloadForm.CONVERSATION);
        assertThat(EXACT.readTree(joined(split))).isEqualTo(EXACT.readTree(json));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"messages\":[]}",
                "{\"messages\":[{},1]}",
                "{\"messages\":[\"text\"]}",
                "{\"messages\":{\"a\":[{}]}}",
                "{\"other\":[{}]}",
                "[]"
            })
    void keepsADocumentWithoutMessagesInOneBlock(String json) {
        SplitPayload split = split(json);

        assertThat(split.plan().form()).isEqualTo(PayloadForm.DOCUMENT);
        assertThat(bodies(split)).containsExactly(json);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"messages\":[{\"a\":1},{\"b\"",
                "{\"messages\":[{}]} {}",
                "{\"messages\":[{},]}",
                "{\"messages\":[NaN]}",
                "plain text",
                " ",
                "{\0\"messages\"\0:\0[\0]\0}\0",
                "\0\0\0{"
            })
    void keepsWhatIsNoDocumentAsItIs(String text) {
        SplitPayload split = split(text);

        assertThat(split.plan().form()).isEqualTo(PayloadForm.OPAQUE);
        assertThat(joined(split)).isEqualTo(text);
    }

    @Test
    void looksIntoNothingThatWasCutOff() {
        byte[] text = "{\"messages\":[{\"a\":1}]}".getBytes(UTF_8);

        assertThat(PayloadSplitter.split(text, true).plan().form()).isEqualTo(PayloadForm.OPAQUE);
    }

    @Test
    void hasNoBlocksForWhatIsAbsent() {
        assertThat(split("")).isEqualTo(SplitPayload.ABSENT);
        assertThat(joined(split(""))).isEmpty();
    }

    @Test
    void doesNotLookDeeperThanAnyParserWould() {
        String deep = "{\"messages\":[" + "[".repeat(5000) + "]".repeat(5000) + "]}";

        assertThat(joined(split(deep))).isEqualTo(deep);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void putsEveryConversationTogetherAgain(long seed) throws Exception {
        RandomJson random = new RandomJson(new Random(seed));
        String request = random.request();

        SplitPayload split = split(request);

        assertThat(split.plan().form()).as("seed %d: %s", seed, request).isEqualTo(PayloadForm.CONVERSATION);
        assertThat(EXACT.readTree(joined(split))).as("seed %d", seed).isEqualTo(EXACT.readTree(request));
        for (int message = 1; message < split.blocks().size(); message++) {
            JsonNode expected = EXACT.readTree(request).get("messages").get(message - 1);
            assertThat(EXACT.readTree(split.blocks().get(message).body()))
                    .as("seed %d", seed)
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void neitherFailsNorChangesATextCutAnywhere(long seed) {
        Random random = new Random(seed);
        String request = new RandomJson(random).request();
        String cut = request.substring(0, random.nextInt(request.trim().length()));

        assertThat(joined(split(cut))).as("seed %d", seed).isEqualTo(new String(cut.getBytes(UTF_8), UTF_8));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void growsByWhatIsNewInAConversation(long seed) {
        RandomJson random = new RandomJson(new Random(seed));
        StringBuilder history = new StringBuilder();
        Set<BlockHash> stored = new HashSet<>();
        for (int turn = 0; turn < 10; turn++) {
            history.append(turn == 0 ? "" : ",")
                    .append("{\"turn\":")
                    .append(turn)
                    .append(",\"content\":");
            history.append(random.value(1)).append('}');
            stored.addAll(split("{\"model\":\"m\",\"messages\":[" + history + "]}")
                    .plan()
                    .blocks());
        }

        assertThat(stored).as("ten messages, and the rest of all ten requests").hasSize(11);
    }

    @Test
    void readsBackThePlanThatIsStored() {
        PayloadPlan plan = split("{\"messages\":[{\"a\":1},{\"b\":2}]}").plan();

        assertThat(PayloadPlan.of(plan.form(), plan.splice(), plan.packedBlocks()))
                .isEqualTo(plan);
    }

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    private static SplitPayload split(String text) {
        return PayloadSplitter.split(text.getBytes(UTF_8), false);
    }

    private static List<String> bodies(SplitPayload split) {
        return split.blocks().stream()
                .map(block -> new String(block.body(), UTF_8))
                .toList();
    }

    private static String joined(SplitPayload split) {
        Map<BlockHash, byte[]> stored =
                split.blocks().stream().collect(Collectors.toMap(Block::hash, Block::body, (first, same) -> first));
        return new String(split.plan().join(stored::get), UTF_8);
    }
}
