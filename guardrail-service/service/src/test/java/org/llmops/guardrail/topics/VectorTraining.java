package org.llmops.guardrail.topics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Derives word vectors from texts: positive pointwise mutual information of words near each other (O. Levy, Y. Goldberg,
 * "Neural Word Embedding as Implicit Matrix Factorization", 2014), its strongest directions by a randomised subspace
 * iteration (N. Halko et al., "Finding Structure with Randomness", 2011).
 */
final class VectorTraining {
    private static final int DIMENSIONS = 48;
    private static final int SPARE = 16;
    private static final int MIN_TEXTS = 4;
    private static final int MAX_WORDS = 9000;
    private static final int WINDOW = 8;
    private static final int ROUNDS = 4;

    private final List<String> words = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<String, Integer> texts = new HashMap<>();
    private int[][] columns = new int[0][];
    private float[][] values = new float[0][];

    private VectorTraining() {}

    static WordVectors of(String version, List<List<String>> documents) {
        VectorTraining training = new VectorTraining();
        training.count(documents);
        training.relate(documents);
        double[][] vectors = training.directions();
        Map<String, WordVectors.Entry> entries = new HashMap<>();
        for (int word = 0; word < training.words.size(); word++) {
            String stem = training.words.get(word);
            double rarity = Math.log((double) documents.size() / training.texts.get(stem));
            entries.put(stem, new WordVectors.Entry((float) rarity, bytes(vectors[word])));
        }
        return new WordVectors(version, DIMENSIONS, entries);
    }

    private void count(List<List<String>> documents) {
        for (List<String> document : documents) {
            new HashSet<>(document).forEach(stem -> texts.merge(stem, 1, Integer::sum));
        }
        texts.entrySet().stream()
                .filter(entry -> entry.getValue() >= MIN_TEXTS)
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MAX_WORDS)
                .forEach(entry -> {
                    numbers.put(entry.getKey(), words.size());
                    words.add(entry.getKey());
                });
    }

    private void relate(List<List<String>> documents) {
        List<Map<Integer, Float>> pairs = new ArrayList<>();
        words.forEach(word -> pairs.add(new HashMap<>()));
        double[] sums = new double[words.size()];
        for (List<String> document : documents) {
            int[] known = document.stream()
                    .filter(numbers::containsKey)
                    .mapToInt(numbers::get)
                    .toArray();
            for (int i = 0; i < known.length; i++) {
                for (int j = Math.max(0, i - WINDOW); j < i; j++) {
                    if (known[i] != known[j]) {
                        float weight = 1f / (1 + (i - j) / 4f);
                        pairs.get(known[i]).merge(known[j], weight, Float::sum);
                        pairs.get(known[j]).merge(known[i], weight, Float::sum);
                        sums[known[i]] += weight;
                        sums[known[j]] += weight;
                    }
                }
            }
        }
        double total = 0;
        for (double sum : sums) {
            total += Math.pow(sum, 0.75);
        }
        columns = new int[words.size()][];
        values = new float[words.size()][];
        for (int row = 0; row < words.size(); row++) {
            int[] others = new int[pairs.get(row).size()];
            float[] strengths = new float[others.length];
            int size = 0;
            for (Map.Entry<Integer, Float> pair : pairs.get(row).entrySet()) {
                double surprise = Math.log(pair.getValue() * total / (sums[row] * Math.pow(sums[pair.getKey()], 0.75)));
                if (surprise > 0 && pair.getValue() > 1) {
                    others[size] = pair.getKey();
                    strengths[size++] = (float) surprise;
                }
            }
            columns[row] = Arrays.copyOf(others, size);
            values[row] = Arrays.copyOf(strengths, size);
        }
    }

    /** A row for each word. */
    private double[][] directions() {
        int wide = DIMENSIONS + SPARE;
        Random random = new Random(23);
        double[][] basis = new double[words.size()][wide];
        for (double[] row : basis) {
            for (int axis = 0; axis < wide; axis++) {
                row[axis] = random.nextGaussian();
            }
        }
        for (int round = 0; round < ROUNDS; round++) {
            basis = orthogonal(times(basis));
        }
        double[][] image = times(basis);
        double[] strength = new double[wide];
        for (int axis = 0; axis < wide; axis++) {
            for (int row = 0; row < image.length; row++) {
                strength[axis] += basis[row][axis] * image[row][axis];
            }
        }
        Integer[] order = new Integer[wide];
        Arrays.setAll(order, axis -> axis);
        Arrays.sort(order, (one, other) -> Double.compare(Math.abs(strength[other]), Math.abs(strength[one])));
        double[][] vectors = new double[words.size()][DIMENSIONS];
        for (int row = 0; row < vectors.length; row++) {
            for (int axis = 0; axis < DIMENSIONS; axis++) {
                int from = order[axis];
                vectors[row][axis] = basis[row][from] * Math.sqrt(Math.abs(strength[from]));
            }
        }
        return vectors;
    }

    private double[][] times(double[][] basis) {
        int wide = basis[0].length;
        double[][] product = new double[basis.length][wide];
        for (int row = 0; row < basis.length; row++) {
            for (int i = 0; i < columns[row].length; i++) {
                double[] other = basis[columns[row][i]];
                for (int axis = 0; axis < wide; axis++) {
                    product[row][axis] += values[row][i] * other[axis];
                }
            }
        }
        return product;
    }

    /** Gram and Schmidt, column by column. */
    private static double[][] orthogonal(double[][] matrix) {
        int wide = matrix[0].length;
        for (int axis = 0; axis < wide; axis++) {
            for (int before = 0; before < axis; before++) {
                double dot = 0;
                for (double[] row : matrix) {
                    dot += row[axis] * row[before];
                }
                for (double[] row : matrix) {
                    row[axis] -= dot * row[before];
                }
            }
            double squares = 0;
            for (double[] row : matrix) {
                squares += row[axis] * row[axis];
            }
            double scale = 1 / Math.sqrt(Math.max(squares, 1e-30));
            for (double[] row : matrix) {
                row[axis] *= scale;
            }
        }
        return matrix;
    }

    /** Of length one before it is rounded: how often a word occurs shall not count twice. */
    private static byte[] bytes(double[] vector) {
        double squares = 0;
        double most = 1e-9;
        for (double value : vector) {
            squares += value * value;
        }
        double scale = squares == 0 ? 0 : 1 / Math.sqrt(squares);
        for (double value : vector) {
            most = Math.max(most, Math.abs(value * scale));
        }
        byte[] bytes = new byte[vector.length];
        for (int axis = 0; axis < vector.length; axis++) {
            bytes[axis] = (byte) Math.round(Math.clamp(vector[axis] * scale * 200, -127.0, 127.0));
        }
        return bytes;
    }
}
