package org.llmops.guardrail.naming;

import io.vertx.core.json.JsonObject;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.detecting.GrowingText;

/**
 * Trains {@code person.weights}: arguments are the folder of lists that {@link NameLists} takes, the folder of labelled
 * texts (of {@code injection_dev.jsonl} the harmless ones teach what is no name), and the file to write.
 */
final class PersonTraining {
    private static final int FILLINGS = 120;
    private static final int ORDINARY_TEXTS = 15_000;
    private static final int MAX_TEXT = 1_500;
    private static final double FORGET = 0.3;
    private static final int EPOCHS = 6;
    private static final double RATE = 0.08;
    private static final double DECAY = 2e-4;
    private static final int NAMES = Gazetteer.GIVEN | Gazetteer.SURNAME;
    private static final int OTHERS =
            Gazetteer.CITY | Gazetteer.PLACE | Gazetteer.ORDINARY | Gazetteer.COMPANY | Gazetteer.STREET;
    private static final Set<String> TEACHERS = Set.of(
            "clinc150",
            "banking77",
            "flan_cot",
            "hh_rlhf",
            "t0_templates",
            "self_instruct_seed_tasks",
            "oasst",
            "deepset_train");

    private final Random random = new Random(11);
    private final List<int[]> features = new ArrayList<>();
    private final List<Boolean> labels = new ArrayList<>();

    private PersonTraining() {}

    public static void main(String[] arguments) throws IOException {
        PersonTraining training = new PersonTraining();
        List<String> lines = Files.readAllLines(Path.of(arguments[3]));
        Templates templates = new Templates(lines, Path.of(arguments[0]), 5);
        for (int filling = 0; filling < FILLINGS; filling++) {
            for (int index = 0; index < templates.size(); index++) {
                Templates.Filled filled = templates.fill(index);
                training.learn(filled.text(), filled.persons());
            }
        }
        int ordinary = 0;
        List<String> texts = Files.readAllLines(Path.of(arguments[1], "injection_dev.jsonl"));
        Collections.shuffle(texts, training.random);
        for (String line : texts) {
            JsonObject example = new JsonObject(line);
            if (example.getInteger("label") == 0
                    && TEACHERS.contains(example.getString("source"))
                    && ordinary < ORDINARY_TEXTS) {
                String text = example.getString("text");
                training.learn(text.substring(0, Math.min(MAX_TEXT, text.length())), null);
                ordinary++;
            }
        }
        for (String line : Files.readAllLines(Path.of(arguments[1], "groundedness_dev.jsonl"))) {
            String text = String.valueOf(new JsonObject(line).getValue("context"));
            training.learn(text.substring(0, Math.min(MAX_TEXT, text.length())), null);
        }
        training.write(Path.of(arguments[2]));
    }

    /** @param persons where persons are in chars; null: all but what lists hold as names is none */
    private void learn(String text, @Nullable List<int[]> persons) {
        GrowingText growing = GrowingText.whole(text);
        if (growing.end() != text.length()) {
            return;
        }
        int position = 0;
        while (position < growing.end()) {
            if (!Words.isLetter(growing.at(position)) || Words.isLetter(growing.at(position - 1))) {
                position++;
                continue;
            }
            int end = Words.end(growing, position);
            Word first = Words.written(growing, position, end);
            if (!Chain.canBegin(growing, first)) {
                position = end;
                continue;
            }
            Chain chain = Objects.requireNonNull(Chain.from(growing, first));
            learn(chain, persons);
            position = chain.at(chain.size() - 1).end();
        }
    }

    private void learn(Chain chain, @Nullable List<int[]> persons) {
        boolean small = chain.at(0).shape() == Word.SMALL;
        boolean[] person = new boolean[chain.size()];
        List<Word> words = new ArrayList<>(chain.words());
        boolean doubtful = false;
        boolean forgetAll = random.nextInt(12) == 0;
        for (int index = 0; index < chain.size(); index++) {
            Word word = chain.at(index);
            person[index] = persons != null
                    && persons.stream().anyMatch(span -> span[0] <= word.start() && word.start() < span[1]);
            doubtful |= persons == null && word.is(NAMES);
            person[index] |= persons == null && isClearly(chain);
            if (person[index] && !small && (forgetAll || random.nextDouble() < FORGET)) {
                words.set(index + Chain.CONTEXT, word.asUnknown());
            }
        }
        if (doubtful && !isClearly(chain)) {
            return;
        }
        Chain seen = new Chain(words, chain.alone());
        int before = 2;
        int earlier = 2;
        for (int index = 0; index < chain.size(); index++) {
            int[] feature = new int[Features.COUNT];
            Features.of(seen, index, before, earlier, feature);
            features.add(feature);
            labels.add(person[index]);
            earlier = before;
            before = person[index] ? 1 : 0;
        }
    }

    /** In texts without labels: a frequent given name, mostly with a family name, and nothing that says otherwise. */
    private static boolean isClearly(Chain chain) {
        int size = chain.size();
        boolean starts = chain.at(-1).isBreak() || chain.at(-1).hash() == '.';
        if (size > 3 || size == 1 && starts || !chain.at(0).is(Gazetteer.FREQUENT_GIVEN)) {
            return false;
        }
        for (int index = 0; index < size; index++) {
            Word word = chain.at(index);
            boolean fits = index == size - 1 && size > 1
                    ? word.is(Gazetteer.SURNAME)
                    : word.is(Gazetteer.GIVEN) || index > 0 && word.shape() == Word.INITIAL;
            if (!fits || word.is(OTHERS) || word.shape() == Word.SMALL || word.shape() == Word.ALL_CAPITALS) {
                return false;
            }
        }
        return true;
    }

    /** Logistic regression by stochastic gradient descent with a rate for each bin (AdaGrad). */
    private void write(Path file) throws IOException {
        double[] weights = new double[Features.BINS];
        double[] squares = new double[Features.BINS];
        Arrays.fill(squares, 1);
        double bias = 0;
        int[] order = new int[features.size()];
        Arrays.setAll(order, index -> index);
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            double loss = 0;
            for (int index = order.length - 1; index > 0; index--) {
                int other = random.nextInt(index + 1);
                int swapped = order[index];
                order[index] = order[other];
                order[other] = swapped;
            }
            for (int index : order) {
                double sum = bias;
                for (int feature : features.get(index)) {
                    sum += weights[feature];
                }
                double chance = 1 / (1 + Math.exp(-sum));
                double error = chance - (labels.get(index) ? 1 : 0);
                loss -= Math.log(Math.max(1e-9, 1 - Math.abs(error)));
                bias -= 0.001 * error;
                for (int feature : features.get(index)) {
                    double gradient = error;
                    squares[feature] += gradient * gradient;
                    weights[feature] -= RATE * (gradient / Math.sqrt(squares[feature]) + DECAY * weights[feature]);
                }
            }
            System.out.printf("epoch %d: %d words, loss %.4f%n", epoch, order.length, loss / order.length);
        }
        double most = Arrays.stream(weights).map(Math::abs).max().orElse(1);
        float scale = (float) (most / 127);
        try (DataOutputStream data = new DataOutputStream(Files.newOutputStream(file))) {
            data.writeFloat(scale);
            data.writeFloat((float) bias);
            for (double weight : weights) {
                data.writeByte((int) Math.round(weight / scale));
            }
        }
    }
}
