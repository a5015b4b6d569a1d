package org.llmops.guardrail.onnx;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What makes shares of a network's outputs. */
enum Activation {
    /** The labels exclude each other. */
    @JsonProperty("softmax")
    SOFTMAX,
    /** Each label for itself. */
    @JsonProperty("sigmoid")
    SIGMOID,
    /** The network puts out shares already. */
    @JsonProperty("none")
    NONE;

    double[] apply(float[] outputs) {
        return switch (this) {
            case SOFTMAX -> softmax(outputs);
            case SIGMOID -> sigmoid(outputs);
            case NONE -> shares(outputs);
        };
    }

    private static double[] softmax(float[] outputs) {
        double highest = Double.NEGATIVE_INFINITY;
        for (float output : outputs) {
            highest = Math.max(highest, output);
        }
        double[] shares = new double[outputs.length];
        double sum = 0;
        for (int label = 0; label < shares.length; label++) {
            shares[label] = Math.exp(outputs[label] - highest);
            sum += shares[label];
        }
        for (int label = 0; label < shares.length; label++) {
            shares[label] /= sum;
        }
        return checked(shares);
    }

    private static double[] sigmoid(float[] outputs) {
        double[] shares = new double[outputs.length];
        for (int label = 0; label < shares.length; label++) {
            shares[label] = 1 / (1 + Math.exp(-outputs[label]));
        }
        return checked(shares);
    }

    private static double[] shares(float[] outputs) {
        double[] shares = new double[outputs.length];
        for (int label = 0; label < shares.length; label++) {
            shares[label] = outputs[label];
        }
        return checked(shares);
    }

    /** A network that puts out nonsense must not pass for one that found nothing. */
    private static double[] checked(double[] shares) {
        for (double share : shares) {
            if (!(share >= 0 && share <= 1.0001)) {
                throw new Unjudged("The model's output is no number from 0 to 1");
            }
        }
        return shares;
    }
}
