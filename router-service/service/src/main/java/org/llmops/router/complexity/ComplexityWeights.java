package org.llmops.router.complexity;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A trained linear model. {@code raw = bias + scale · Σ buckets[b] · weight(b) / norm + lengths}, and the score is
 * {@code 1 / (1 + e^-(slope · raw + offset))}.
 *
 * @param buckets one weight for every bucket of n-grams, in steps of {@code scale}
 * @param lengths the weights of log(1 + characters) and log(1 + words), for prompts as long as those it was trained with
 * @param shortest the least and the greatest logarithm of characters and words it was trained with: lengths beyond count as these
 */
@SuppressWarnings("ArrayRecordComponent") // Numbers that are read and never compared.
record ComplexityWeights(
        Calibration calibration,
        float slope,
        float offset,
        float bias,
        float scale,
        float[] lengths,
        float[] shortest,
        float[] longest,
        byte[] buckets) {
    private static final int FORMAT = 0x4C4D4331;

    static ComplexityWeights read(InputStream stream) throws IOException {
        DataInputStream data = new DataInputStream(stream);
        if (data.readInt() != FORMAT) {
            throw new IOException("These are no weights of this format");
        }
        Calibration calibration = new Calibration(data.readUTF(), data.readFloat(), data.readFloat(), data.readFloat());
        return new ComplexityWeights(
                calibration,
                data.readFloat(),
                data.readFloat(),
                data.readFloat(),
                data.readFloat(),
                pair(data),
                pair(data),
                pair(data),
                data.readNBytes(PromptFeatures.BUCKETS));
    }

    void write(OutputStream stream) throws IOException {
        DataOutputStream data = new DataOutputStream(stream);
        data.writeInt(FORMAT);
        data.writeUTF(calibration.version());
        for (double number : new double[] {calibration.threshold(), calibration.easyBelow(), calibration.hardFrom()}) {
            data.writeFloat((float) number);
        }
        for (float number : new float[] {slope, offset, bias, scale}) {
            data.writeFloat(number);
        }
        for (float[] pair : new float[][] {lengths, shortest, longest}) {
            data.writeFloat(pair[0]);
            data.writeFloat(pair[1]);
        }
        data.write(buckets);
        data.flush();
    }

    /** The guessed advantage of the strong model, not yet as a chance. */
    float raw(PromptFeatures prompt) {
        float sum = 0;
        for (int i = 0; i < prompt.size(); i++) {
            sum += buckets[prompt.bucket(i)] * prompt.weight(i);
        }
        return bias
                + (prompt.norm() == 0 ? 0 : scale * sum / prompt.norm())
                + length(0, prompt.logCharacters())
                + length(1, prompt.logWords());
    }

    private float length(int which, float logarithm) {
        return lengths[which] * Math.clamp(logarithm, shortest[which], longest[which]);
    }

    double score(PromptFeatures prompt) {
        return 1 / (1 + Math.exp(-(slope * raw(prompt) + offset)));
    }

    private static float[] pair(DataInputStream data) throws IOException {
        return new float[] {data.readFloat(), data.readFloat()};
    }
}
