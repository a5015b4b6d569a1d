package org.llmops.guardrail.learning;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A trained linear model: {@code bias + scale · Σ buckets[b] · value(b) + Σ signals}. On disk it is compressed, and only
 * buckets that weigh something are named, each by its distance from the one before.
 *
 * @param version changes with every training
 * @param buckets a weight for every bucket of n-grams, in steps of {@code scale}
 * @param signals weights of what a caller knows beyond the text, by name
 * @param calibrations one for each band
 */
@SuppressWarnings("ArrayRecordComponent") // Numbers that are read and never compared.
record ModelWeights(
        String version,
        float bias,
        float scale,
        byte[] buckets,
        Map<String, Float> signals,
        Map<Band, Calibration> calibrations) {
    private static final int FORMAT = 0x4C4C4D31;

    ModelWeights {
        signals = Map.copyOf(signals);
        calibrations = new EnumMap<>(calibrations);
        if (buckets.length != Features.BUCKETS || calibrations.size() != Band.values().length) {
            throw new IllegalArgumentException("A model knows every bucket and every band");
        }
    }

    static ModelWeights read(InputStream stream) throws IOException {
        DataInputStream data = new DataInputStream(new GZIPInputStream(stream));
        if (data.readInt() != FORMAT) {
            throw new IOException("These are no weights of this format");
        }
        String version = data.readUTF();
        float bias = data.readFloat();
        float scale = data.readFloat();
        byte[] buckets = new byte[Features.BUCKETS];
        int bucket = 0;
        for (int left = data.readInt(); left > 0; left--) {
            bucket += data.readUnsignedShort();
            byte weight = data.readByte();
            if (bucket >= buckets.length) {
                throw new IOException("The weights name a bucket that does not exist");
            }
            buckets[bucket] = weight;
        }
        Map<String, Float> signals = new TreeMap<>();
        for (int left = data.readUnsignedShort(); left > 0; left--) {
            signals.put(data.readUTF(), data.readFloat());
        }
        Map<Band, Calibration> calibrations = new EnumMap<>(Band.class);
        for (Band band : Band.values()) {
            double slope = data.readFloat();
            double offset = data.readFloat();
            List<Double> thresholds = new ArrayList<>();
            for (int i = 0; i < Calibration.RATES.size(); i++) {
                thresholds.add((double) data.readFloat());
            }
            calibrations.put(band, new Calibration(slope, offset, thresholds));
        }
        return new ModelWeights(version, bias, scale, buckets, signals, calibrations);
    }

    void write(OutputStream stream) throws IOException {
        GZIPOutputStream compressed = new GZIPOutputStream(stream);
        DataOutputStream data = new DataOutputStream(compressed);
        data.writeInt(FORMAT);
        data.writeUTF(version);
        data.writeFloat(bias);
        data.writeFloat(scale);
        writeBuckets(data);
        data.writeShort(signals.size());
        for (Map.Entry<String, Float> signal : new TreeMap<>(signals).entrySet()) {
            data.writeUTF(signal.getKey());
            data.writeFloat(signal.getValue());
        }
        for (Calibration calibration : calibrations.values()) {
            data.writeFloat((float) calibration.slope());
            data.writeFloat((float) calibration.offset());
            for (double threshold : calibration.thresholds()) {
                data.writeFloat((float) threshold);
            }
        }
        data.flush();
        compressed.finish();
    }

    /** A distance that does not fit into two bytes is bridged by buckets of weight zero. */
    private void writeBuckets(DataOutputStream data) throws IOException {
        List<Integer> named = new ArrayList<>();
        int previous = 0;
        for (int bucket = 0; bucket < buckets.length; bucket++) {
            if (buckets[bucket] != 0 || bucket - previous == 0xFFFF) {
                named.add(bucket);
                previous = bucket;
            }
        }
        data.writeInt(named.size());
        previous = 0;
        for (int bucket : named) {
            data.writeShort(bucket - previous);
            data.writeByte(buckets[bucket]);
            previous = bucket;
        }
    }
}
