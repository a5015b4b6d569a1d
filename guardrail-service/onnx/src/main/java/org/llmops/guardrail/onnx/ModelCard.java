package org.llmops.guardrail.onnx;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.vault.EntityName;

/**
 * What its folder says of a model.
 *
 * @param labels what its outputs are called, in their order
 * @param entities what is found where a label holds; labels that are not in it find nothing
 * @param threshold a label holds from this share on, unless the rail says otherwise
 * @param maxTokens what the network takes at once; longer texts are judged in windows
 * @param overlap tokens that neighbouring windows share, so that nothing is cut in two for both
 * @param maxText code points of the longest text that is judged; a longer one is a failure
 */
record ModelCard(
        Task task,
        List<String> labels,
        Map<String, String> entities,
        double threshold,
        int maxTokens,
        int overlap,
        int maxText,
        Activation activation) {
    private static final int FEWEST_TOKENS = 8;
    private static final int MOST_TOKENS = 8192;
    private static final int LONGEST_TEXT = 200_000;

    ModelCard {
        labels = List.copyOf(labels);
        entities = Map.copyOf(entities);
        require(!labels.isEmpty(), "labels", "name the model's outputs in their order, or lay its config.json beside");
        require(Set.copyOf(labels).size() == labels.size(), "labels", "name each output differently");
        require(
                !entities.isEmpty(),
                "entities",
                "say what labels stand for, such as {\"INJECTION\": \"PROMPT_INJECTION\"}");
        Set<String> kinds = kinds(task, labels);
        for (Map.Entry<String, String> entity : entities.entrySet()) {
            require(
                    kinds.contains(entity.getKey()),
                    "entities",
                    "there is no label " + entity.getKey() + " among " + kinds);
            require(
                    EntityName.isWellFormed(entity.getValue()),
                    "entities." + entity.getKey(),
                    "A to Z, 0 to 9 and _, beginning with a letter, at most 64");
        }
        require(threshold > 0 && threshold <= 1, "threshold", "a number above 0, at most 1");
        require(
                maxTokens >= FEWEST_TOKENS && maxTokens <= MOST_TOKENS,
                "max_tokens",
                FEWEST_TOKENS + " to " + MOST_TOKENS);
        require(overlap >= 0 && overlap <= maxTokens / 2, "overlap", "from 0 to half of max_tokens");
        require(maxText >= 1 && maxText <= LONGEST_TEXT, "max_text", "1 to " + LONGEST_TEXT);
    }

    /** What is found where the label of this number holds. */
    @Nullable
    String entity(int label) {
        return entities.get(kind(task, labels.get(label)));
    }

    /** Whether a word with this label cannot go on with what the word before began. */
    boolean begins(int label) {
        return task == Task.TOKEN_CLASSIFICATION && Set.of('B', 'S', 'U').contains(prefix(labels.get(label)));
    }

    /** What may be found, without repetition, in the order of the labels. */
    List<String> found() {
        Set<String> found = new LinkedHashSet<>();
        for (int label = 0; label < labels.size(); label++) {
            String entity = entity(label);
            if (entity != null) {
                found.add(entity);
            }
        }
        return List.copyOf(found);
    }

    private static Set<String> kinds(Task task, List<String> labels) {
        List<String> kinds = new ArrayList<>();
        labels.forEach(label -> kinds.add(kind(task, label)));
        return new LinkedHashSet<>(kinds);
    }

    /** Labels of words say which part of a stretch the word is: B-PER begins a PER, I-PER goes on with it. */
    private static String kind(Task task, String label) {
        return task == Task.TOKEN_CLASSIFICATION && prefix(label) != 0 ? label.substring(2) : label;
    }

    private static char prefix(String label) {
        boolean prefixed = label.length() > 2 && label.charAt(1) == '-' && "BIESLU".indexOf(label.charAt(0)) >= 0;
        return prefixed ? label.charAt(0) : 0;
    }

    private static void require(boolean holds, String field, String mending) {
        if (!holds) {
            throw new BrokenModel(CardFile.NAME + ", " + field + ": " + mending);
        }
    }
}
