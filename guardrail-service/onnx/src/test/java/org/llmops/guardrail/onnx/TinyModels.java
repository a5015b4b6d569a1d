package org.llmops.guardrail.onnx;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Real models of a dozen words: a table of what each word weighs, a linear layer, and a softmax. */
final class TinyModels {
    /** A text with this word is judged for ever. */
    static final String FOREVER = "forever";

    private static final List<String> WORDS = List.of(
            "[PAD]",
            "[UNK]",
            "[CLS]",
            "[SEP]",
            "ignore",
            "all",
            "previous",
            "rules",
            "jo",
            "##hn",
            "##son",
            "paris",
            "lives",
            "in",
            FOREVER,
            "mary");

    private TinyModels() {}

    /** Says INJECTION of a window with "ignore": 0.982 where it stands, 0.018 elsewhere. */
    static Path classifier(Path models, String name, JsonObject changes) throws IOException {
        float[] weights = new float[2 * WORDS.size()];
        weights[2 * WORDS.indexOf("ignore")] = 1;
        for (int word = 0; word < WORDS.size(); word++) {
            weights[2 * word + 1] = -1;
        }
        long[] rounds = new long[WORDS.size()];
        rounds[WORDS.indexOf(FOREVER)] = Long.MAX_VALUE;
        Graph again = new Graph()
                .input("round", Graph.INT64)
                .input("on", Graph.BOOL)
                .input("before", Graph.FLOAT, "1", "2")
                .node("Identity", "still_on", List.of(), "on")
                .node("Identity", "after", List.of(), "before")
                .output("still_on", Graph.BOOL)
                .output("after", Graph.FLOAT, "1", "2");
        byte[] network = new Graph()
                .input("input_ids", Graph.INT64, "1", "tokens")
                .input("attention_mask", Graph.INT64, "1", "tokens")
                .floats("embeddings", WORDS.size(), 2, weights)
                .longs("rounds", rounds)
                .floats("linear", 2, 2, 0, 8, 0, 4)
                .node("Gather", "embedded", List.of(), "embeddings", "input_ids")
                .node(
                        "ReduceMax",
                        "bag",
                        List.of(Graph.attribute("axes", new long[] {1}), Graph.attribute("keepdims", 0)),
                        "embedded")
                .node("MatMul", "weighed", List.of(), "bag", "linear")
                .node("Gather", "each", List.of(), "rounds", "input_ids")
                .node("ReduceMax", "most", List.of(Graph.attribute("keepdims", 0)), "each")
                .node("Loop", "outputs", List.of(Graph.attribute("body", again)), "most", "", "weighed")
                .node("Softmax", "shares", List.of(Graph.attribute("axis", -1)), "outputs")
                .output("shares", Graph.FLOAT, "1", "2")
                .model();
        return folder(
                models,
                name,
                network,
                new JsonObject()
                        .put("task", "text-classification")
                        .put("labels", JsonArray.of("SAFE", "INJECTION"))
                        .put("entities", new JsonObject().put("INJECTION", "PROMPT_INJECTION"))
                        .put("activation", "none")
                        .mergeIn(changes));
    }

    /** Says PER of parts of John, Johnson and Mary, and LOC of Paris. */
    static Path tagger(Path models, String name, JsonObject changes) throws IOException {
        List<String> labels = List.of("O", "B-PER", "I-PER", "B-LOC");
        Map<String, String> tags =
                Map.of("jo", "B-PER", "##hn", "I-PER", "##son", "I-PER", "mary", "B-PER", "paris", "B-LOC");
        float[] weights = new float[labels.size() * WORDS.size()];
        for (int word = 0; word < WORDS.size(); word++) {
            weights[labels.size() * word + labels.indexOf(tags.getOrDefault(WORDS.get(word), "O"))] = 6;
        }
        byte[] network = new Graph()
                .input("input_ids", Graph.INT64, "1", "tokens")
                .input("attention_mask", Graph.INT64, "1", "tokens")
                .input("token_type_ids", Graph.INT64, "1", "tokens")
                .floats("embeddings", WORDS.size(), labels.size(), weights)
                .node("Gather", "logits", List.of(), "embeddings", "input_ids")
                .output("logits", Graph.FLOAT, "1", "tokens", "4")
                .model();
        Path folder = folder(
                models,
                name,
                network,
                new JsonObject()
                        .put("task", "token-classification")
                        .put("entities", new JsonObject().put("PER", "PERSON").put("LOC", "LOCATION"))
                        .mergeIn(changes));
        JsonObject named = new JsonObject();
        labels.forEach(label -> named.put(Integer.toString(labels.indexOf(label)), label));
        Files.writeString(
                folder.resolve("config.json"),
                new JsonObject().put("id2label", named).encode());
        return folder;
    }

    private static Path folder(Path models, String name, byte[] network, JsonObject card) throws IOException {
        Path folder = Files.createDirectories(models.resolve(name));
        Files.write(folder.resolve("model.onnx"), network);
        Files.write(folder.resolve("tokenizer.json"), tokenizer().encode().getBytes(UTF_8));
        Files.writeString(folder.resolve("detector.json"), card.encode());
        return folder;
    }

    /** Word pieces as BERT has them. */
    private static JsonObject tokenizer() {
        JsonObject numbers = new JsonObject();
        WORDS.forEach(word -> numbers.put(word, WORDS.indexOf(word)));
        JsonArray special = new JsonArray();
        WORDS.subList(0, 4)
                .forEach(word -> special.add(new JsonObject()
                        .put("id", WORDS.indexOf(word))
                        .put("content", word)
                        .put("single_word", false)
                        .put("lstrip", false)
                        .put("rstrip", false)
                        .put("normalized", false)
                        .put("special", true)));
        return new JsonObject()
                .put("version", "1.0")
                .putNull("truncation")
                .putNull("padding")
                .put("added_tokens", special)
                .put(
                        "normalizer",
                        new JsonObject()
                                .put("type", "BertNormalizer")
                                .put("clean_text", true)
                                .put("handle_chinese_chars", true)
                                .putNull("strip_accents")
                                .put("lowercase", true))
                .put("pre_tokenizer", new JsonObject().put("type", "BertPreTokenizer"))
                .put(
                        "post_processor",
                        new JsonObject()
                                .put("type", "BertProcessing")
                                .put("sep", JsonArray.of("[SEP]", 3))
                                .put("cls", JsonArray.of("[CLS]", 2)))
                .putNull("decoder")
                .put(
                        "model",
                        new JsonObject()
                                .put("type", "WordPiece")
                                .put("unk_token", "[UNK]")
                                .put("continuing_subword_prefix", "##")
                                .put("max_input_chars_per_word", 100)
                                .put("vocab", numbers));
    }
}
