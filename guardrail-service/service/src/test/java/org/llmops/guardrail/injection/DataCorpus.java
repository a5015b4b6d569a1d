package org.llmops.guardrail.injection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.llmops.guardrail.detecting.Passage;
import org.llmops.guardrail.learning.Example;
import org.llmops.guardrail.learning.Examples;

/**
 * Documents, and the same with orders slipped in. Documents and orders come in groups that share neither, so that to leave
 * out one group is to judge unknown orders in unknown documents.
 */
final class DataCorpus {
    private static final int LONGEST_ORDER = 300;
    private static final int HARMLESS_PASSAGES = 6;
    private static final int ORDERS_PER_SOURCE = 700;
    private static final int VARIANTS = 5;
    private static final int COLUMNS = 72;
    private static final int CARELESS_ONE_OF = 40;

    /** Genres whose lines are sentences, which as well may follow each other in one paragraph. */
    private static final Set<String> FLOWING = Set.of(
            "email",
            "howto",
            "policy",
            "webpage",
            "recipe",
            "medical",
            "project",
            "office",
            "manual",
            "support",
            "note",
            "assistants",
            "tale",
            "runbook",
            "rules");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path shared;
    private final Random random = new Random(4);
    private final List<String> wrappers = Templates.lines("orders-wrapped.txt");
    private final Map<String, List<String>> bySource = new LinkedHashMap<>();

    /** @param shared the shared data */
    DataCorpus(Path shared) {
        this.shared = shared;
    }

    /** Every text, whole. */
    List<Poisoned> texts() throws IOException {
        List<Poisoned> texts = new ArrayList<>();
        readInjections(texts);
        Map<String, List<String>> own = Templates.documents();
        group(
                "wiki",
                Map.of("halueval", contexts("halueval")),
                "self_instruct_seed_tasks self_instruct_user_oriented",
                texts);
        group("talk", Map.of("begin", contexts("begin"), "topical_chat", topicalChat()), "oasst mt_bench", texts);
        group("forms", Map.of("presidio", texts("pii_dev", "presidio", 1)), "safe attacks", texts);
        group(
                "posts",
                Map.of("davidson", texts("toxicity_dev", "davidson", 40)),
                "flan_cot t0_templates cyberseceval_frr deepset_train pallms",
                texts);
        group("tools", Map.of("openapi", openApi(), "bfcl", functions(), "humaneval", code()), "bfcl", texts);
        bySource.put("agent", own("orders-agent.txt", 6));
        bySource.put("answer", own("orders-answer.txt", 4));
        bySource.put("task", own("orders-task.txt", 4));
        bySource.put("foreign", own("orders-foreign.txt", 4));
        group("own-letters", some(own, "email calendar chat ticket review medical"), "agent", texts);
        group(
                "own-pages",
                some(own, "recipe howto readme changelog faq webpage story news encyclopedia"),
                "answer task",
                texts);
        group("own-records", some(own, "policy terms log json table code foreign"), "foreign", texts);
        bySource.put("told", own("orders-told.txt", 4));
        bySource.put("takeover", own("orders-takeover.txt", 4));
        group("own-manuals", some(own, "manual changes questions docstring runbook homework project"), "told", texts);
        group("own-talk", some(own, "assistants support note office rules tale foreign-manual"), "takeover", texts);
        return texts;
    }

    /** Their passages, as the model reads them: those that an order stands in, and some of the others. */
    List<Example> passages(List<Poisoned> texts, Observer observer) {
        List<Example> examples = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (Poisoned text : texts) {
            List<Passage> passages = new ArrayList<>(Passages.of(text.text()));
            Collections.shuffle(passages, random);
            int harmless = text.isPoisoned() ? HARMLESS_PASSAGES - 1 : 0;
            for (Passage passage : passages) {
                boolean order = text.isPoisoned()
                        && text.isIn(passage)
                        && passage.text().strip().indexOf(' ') > 0;
                boolean other = !text.touches(passage) && !passage.text().isBlank() && harmless < HARMLESS_PASSAGES;
                if (order || other && known.add(text.source() + passage.text())) {
                    harmless += order ? 0 : 1;
                    DataJudge.Seen seen = DataJudge.see(passage, observer);
                    examples.add(Example.of(seen.readable(), order, text.source(), text.group())
                            .with(seen.signals()));
                }
            }
        }
        return examples;
    }

    private void group(String name, Map<String, List<String>> documents, String orders, List<Poisoned> texts) {
        List<String> all = new ArrayList<>();
        new TreeMap<>(documents).forEach((genre, some) -> {
            for (String document : some) {
                boolean prose = document.indexOf('\n') < 0 && document.length() > 2 * COLUMNS;
                String laidOut = prose && random.nextBoolean() ? wrapped(document) : document;
                texts.add(Poisoned.harmless(laidOut, name, genre));
                all.add(laidOut);
            }
        });
        for (String source : orders.split(" ")) {
            List<String> some = new ArrayList<>(bySource.getOrDefault(source, List.of()));
            Collections.shuffle(some, random);
            for (String order : some.subList(0, Math.min(ORDERS_PER_SOURCE, some.size()))) {
                int chance = random.nextInt(10);
                boolean wrap = chance < 3;
                String said =
                        wrap ? wrappers.get(random.nextInt(wrappers.size())).replace("{order}", order) : order;
                said = carelessly(Templates.fill(said, random));
                String kind = wrap ? "wrapped in " + name : source + " in " + name;
                texts.add(
                        chance == 9
                                ? Poisoned.bare(said, name, source + " bare")
                                : Poisoned.slip(said, all.get(random.nextInt(all.size())), name, kind, random));
            }
        }
    }

    /** Some orders without a capital letter or without the sign that ends sentences: neither tells an order from a line of prose. */
    private String carelessly(String order) {
        int way = random.nextInt(CARELESS_ONE_OF);
        char last = order.charAt(order.length() - 1);
        String open = way < 2 && (last == '.' || last == '!') ? order.substring(0, order.length() - 1) : order;
        return way == 1 || way == 2 ? open.substring(0, 1).toLowerCase(Locale.ROOT) + open.substring(1) : open;
    }

    /** Prose in lines of a page. */
    private static String wrapped(String prose) {
        StringBuilder lines = new StringBuilder();
        int column = 0;
        for (String word : prose.split(" ")) {
            boolean full = column > 0 && column + word.length() > COLUMNS;
            lines.append(full ? "\n" : column > 0 ? " " : "").append(word);
            column = full ? word.length() : column + 1 + word.length();
        }
        return lines.toString();
    }

    private List<String> own(String file, int variants) {
        List<String> orders = new ArrayList<>();
        for (String line : Templates.lines(file)) {
            for (int i = 0; i < (line.contains("{") ? variants : 2); i++) {
                orders.add(Templates.fill(line, random));
            }
        }
        return orders;
    }

    /** Documents with their slots filled, whole and in part. */
    private Map<String, List<String>> some(Map<String, List<String>> own, String genres) {
        Map<String, List<String>> some = new LinkedHashMap<>();
        for (String genre : genres.split(" ")) {
            List<String> filled = new ArrayList<>();
            for (String document : own.getOrDefault(genre, List.of())) {
                for (int i = 0; i < VARIANTS; i++) {
                    String[] lines = Templates.fill(document, random).split("(?<=\n)");
                    int from = i < 2 ? 0 : random.nextInt(lines.length);
                    int to = i < 3 ? lines.length : from + 1 + random.nextInt(lines.length - from);
                    String joined = String.join("", List.of(lines).subList(from, to));
                    filled.add(
                            i % 2 == 1 && FLOWING.contains(genre)
                                    ? joined.replace('\n', ' ').strip()
                                    : joined);
                }
            }
            some.put(genre, filled);
        }
        return some;
    }

    private void readInjections(List<Poisoned> texts) throws IOException {
        Map<String, List<String>> documents = new LinkedHashMap<>();
        List<JsonNode> rows = Examples.rows(shared.resolve("guardrails/injection_dev.jsonl"));
        for (JsonNode row : rows) {
            String source = row.get("source").asText();
            String text = row.get("text").asText();
            boolean attack = row.get("label").asInt() == 1;
            if (source.startsWith("bipia") && !attack) {
                documents.computeIfAbsent(source, unknown -> new ArrayList<>()).add(text);
                texts.add(Poisoned.harmless(text, "bipia", source));
            } else if (source.equals("asb")) {
                texts.add(Poisoned.bare(text, "asb", source));
            } else if (!source.startsWith("bipia") && !row.get("kind").asText().equals("CONTROL")) {
                String order = text.strip();
                int line = order.indexOf('\n');
                String first = source.startsWith("self_instruct") && line > 0 ? order.substring(0, line) : order;
                String kind = source.equals("neuralchemy") ? attack ? "attacks" : "safe" : source;
                boolean usable = first.length() < LONGEST_ORDER && first.length() > 8;
                if (usable && (!source.equals("t0_templates") || first.indexOf('\n') < 0 && first.length() < 140)) {
                    bySource.computeIfAbsent(kind, unknown -> new ArrayList<>()).add(first);
                }
            }
        }
        for (JsonNode row : rows) {
            String source = row.get("source").asText();
            if (source.startsWith("bipia") && row.get("label").asInt() == 1) {
                String text = row.get("text").asText();
                texts.add(documents.getOrDefault(source, List.of()).stream()
                        .map(document -> Poisoned.compared(text, document, "bipia", source))
                        .filter(Poisoned::isPoisoned)
                        .findFirst()
                        .orElseGet(() -> Poisoned.lineWithoutCells(text, "bipia", source)));
            }
        }
        readOrders();
    }

    private void readOrders() throws IOException {
        List<String> turns = bySource.computeIfAbsent("mt_bench", unknown -> new ArrayList<>());
        for (JsonNode row : Examples.rows(shared.resolve("evals/judges/mt_bench/question.jsonl"))) {
            row.get("turns").forEach(turn -> turns.add(firstLine(turn.asText())));
        }
        List<String> questions = bySource.computeIfAbsent("bfcl", unknown -> new ArrayList<>());
        for (String file : List.of("BFCL_v4_irrelevance.json", "BFCL_v4_simple_python.json")) {
            for (JsonNode row : Examples.rows(shared.resolve("evals/tool-calls/" + file))) {
                questions.add(firstLine(row.at("/question/0/0/content").asText()));
            }
        }
        turns.removeIf(turn -> turn.length() > LONGEST_ORDER);
        questions.removeIf(turn -> turn.length() > LONGEST_ORDER);
    }

    private static String firstLine(String text) {
        return text.strip().lines().findFirst().orElse("");
    }

    /** Each context once. HaluEval ends each with the question that was asked about it, which is no part of a document. */
    private List<String> contexts(String source) throws IOException {
        Set<String> contexts = new LinkedHashSet<>();
        for (JsonNode row : Examples.rows(shared.resolve("guardrails/groundedness_dev.jsonl"))) {
            if (row.get("source").asText().startsWith(source)) {
                String text = row.get("context").asText().strip();
                int end = text.endsWith("?") ? Math.max(text.lastIndexOf(". "), text.lastIndexOf(".")) : -1;
                contexts.add(end > 0 && source.equals("halueval") ? text.substring(0, end + 1) : text);
            }
        }
        return List.copyOf(contexts);
    }

    private List<String> texts(String file, String source, int every) throws IOException {
        List<String> texts = new ArrayList<>();
        int row = 0;
        for (JsonNode each : Examples.rows(shared.resolve("guardrails/" + file + ".jsonl"))) {
            if (each.get("source").asText().startsWith(source) && row++ % every == 0) {
                texts.add(each.get("text").asText());
            }
        }
        return texts;
    }

    private List<String> topicalChat() throws IOException {
        Set<String> contexts = new LinkedHashSet<>();
        JsonNode rows = JSON.readTree(
                shared.resolve("evals/judges/unieval/topical_chat.json").toFile());
        rows.forEach(row -> contexts.add(row.get("context").asText()));
        return List.copyOf(contexts);
    }

    /** Descriptions of an interface, some lines in a row. */
    private List<String> openApi() throws IOException {
        JsonNode root = JSON.readTree(shared.resolve("wire/openai-openapi.json").toFile());
        Set<String> lines = new LinkedHashSet<>();
        for (JsonNode description : root.findValues("description")) {
            if (description.isTextual()) {
                lines.add(description.asText().strip());
            }
        }
        List<String> all = List.copyOf(lines);
        List<String> documents = new ArrayList<>();
        for (int from = 0; from < all.size(); ) {
            int to = Math.min(all.size(), from + 1 + random.nextInt(8));
            documents.add(String.join("\n", all.subList(from, to)));
            from = to;
        }
        return documents;
    }

    private List<String> functions() throws IOException {
        List<String> functions = new ArrayList<>();
        for (JsonNode row : Examples.rows(shared.resolve("evals/tool-calls/BFCL_v4_simple_python.json"))) {
            functions.add(row.get("function").get(0).toString().replace("\":\"", "\": \""));
        }
        return functions;
    }

    private List<String> code() throws IOException {
        List<String> programs = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(shared.resolve("evals/golden/HumanEval.jsonl.gz"))),
                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode row = JSON.readTree(line);
                programs.add(row.get("prompt").asText()
                        + row.get("canonical_solution").asText());
            }
        }
        return programs;
    }
}
