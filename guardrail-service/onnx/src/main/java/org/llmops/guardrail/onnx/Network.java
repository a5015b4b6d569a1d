package org.llmops.guardrail.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The computation that is a model; any number of threads may run it at once, each on its own processor. */
final class Network implements AutoCloseable {
    private static final String IDS = "input_ids";
    private static final String MASK = "attention_mask";
    private static final String TYPES = "token_type_ids";
    private static final String USUAL_OUTPUT = "logits";

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final Set<String> inputs;
    private final String output;

    private Network(OrtEnvironment environment, OrtSession session) throws OrtException {
        this.environment = environment;
        this.session = session;
        this.inputs = Set.copyOf(session.getInputNames());
        for (Map.Entry<String, NodeInfo> input : session.getInputInfo().entrySet()) {
            boolean known = List.of(IDS, MASK, TYPES).contains(input.getKey())
                    && input.getValue().getInfo() instanceof TensorInfo tensor
                    && tensor.type == OnnxJavaType.INT64;
            if (!known) {
                throw new BrokenModel("model.onnx wants the input " + input.getKey()
                        + ": export it with int64 input_ids, attention_mask and token_type_ids at most");
            }
        }
        this.output = output(session.getOutputInfo());
    }

    static Network of(Path file) {
        try {
            OrtEnvironment environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
            environment.setTelemetry(false);
            try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
                options.setIntraOpNumThreads(1);
                options.setInterOpNumThreads(1);
                return checked(environment, environment.createSession(file.toString(), options));
            }
        } catch (OrtException refused) {
            throw new BrokenModel("model.onnx cannot be loaded: " + BrokenModel.inShort(refused));
        }
    }

    private static Network checked(OrtEnvironment environment, OrtSession session) throws OrtException {
        try {
            return new Network(environment, session);
        } catch (BrokenModel broken) {
            session.close();
            throw broken;
        }
    }

    private static String output(Map<String, NodeInfo> outputs) {
        List<String> floats = outputs.entrySet().stream()
                .filter(output ->
                        output.getValue().getInfo() instanceof TensorInfo tensor && tensor.type == OnnxJavaType.FLOAT)
                .map(Map.Entry::getKey)
                .toList();
        if (floats.contains(USUAL_OUTPUT)) {
            return USUAL_OUTPUT;
        }
        if (floats.size() != 1) {
            throw new BrokenModel("model.onnx has the outputs " + outputs.keySet()
                    + ": it needs one of 32-bit floats, or one that is called " + USUAL_OUTPUT);
        }
        return floats.getFirst();
    }

    /**
     * What it puts out for a window: a row for all of it, or one for each token.
     *
     * @param labels how long a row is to be
     */
    List<float[]> run(Window window, int labels, boolean forEachToken, Turn turn) throws OrtException {
        Map<String, OnnxTensor> given = new HashMap<>();
        try {
            give(given, IDS, window.ids());
            give(given, MASK, window.mask());
            give(given, TYPES, window.types());
            try (OrtSession.Result result = session.run(given, Set.of(output), turn.options())) {
                return rows((OnnxTensor) result.get(0), forEachToken ? window.ids().length : 1, labels, forEachToken);
            }
        } finally {
            given.values().forEach(OnnxTensor::close);
        }
    }

    private void give(Map<String, OnnxTensor> given, String name, long[] values) throws OrtException {
        if (inputs.contains(name)) {
            given.put(
                    name, OnnxTensor.createTensor(environment, LongBuffer.wrap(values), new long[] {1, values.length}));
        }
    }

    private static List<float[]> rows(OnnxTensor result, int rows, int labels, boolean forEachToken) {
        long[] shape = result.getInfo().getShape();
        long[] expected = forEachToken ? new long[] {1, rows, labels} : new long[] {1, labels};
        if (!Arrays.equals(shape, expected)) {
            throw new Unjudged(
                    "The model puts out numbers of the shape %s where %s are wanted: do `task` and `labels` fit it?"
                            .formatted(Arrays.toString(shape), Arrays.toString(expected)));
        }
        var numbers = result.getFloatBuffer();
        List<float[]> read = new ArrayList<>(rows);
        for (int row = 0; row < rows; row++) {
            float[] one = new float[labels];
            numbers.get(one);
            read.add(one);
        }
        return read;
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
