package org.llmops.simulator.serving;

import static org.llmops.simulator.serving.Capability.CHAT;
import static org.llmops.simulator.serving.Capability.COHERE_CHAT;
import static org.llmops.simulator.serving.Capability.CONTENT;
import static org.llmops.simulator.serving.Capability.CONVERSE;
import static org.llmops.simulator.serving.Capability.EMBEDDINGS;
import static org.llmops.simulator.serving.Capability.IMAGES;
import static org.llmops.simulator.serving.Capability.MESSAGES;
import static org.llmops.simulator.serving.Capability.MODERATION;
import static org.llmops.simulator.serving.Capability.RERANKING;
import static org.llmops.simulator.serving.Capability.SPEECH;
import static org.llmops.simulator.serving.Capability.TRANSCRIPTION;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Every model on offer: the ordinary ones, a slow one, and one per fault, which every endpoint knows. */
public final class Models {

    private static final Set<Capability> ALL = EnumSet.allOf(Capability.class);

    /** For operations that have none. */
    static final Model NONE = like("none");

    private static final List<Model> OFFERED = Stream.concat(
                    Stream.of(
                            model("sim-small", 16_384, CHAT),
                            model("sim-large", 200_000, CHAT),
                            model("sim-reasoner", 200_000, CHAT),
                            model("sim-claude", 200_000, MESSAGES),
                            model("sim-gemini", 1_000_000, CONTENT),
                            model("sim-bedrock", 200_000, CONVERSE),
                            model("sim-cohere", 128_000, COHERE_CHAT),
                            model("sim-embed", 8_192, EMBEDDINGS),
                            model("sim-rerank", 8_192, RERANKING),
                            model("sim-moderation", 32_768, MODERATION),
                            model("sim-image", 32_768, IMAGES),
                            model("sim-voice", 4_096, SPEECH),
                            model("sim-scribe", 16_384, TRANSCRIPTION),
                            like(BenchModel.PLAIN),
                            like(BenchModel.STREAM),
                            new Model("sim-slow", ALL, 200_000, null, true)),
                    Arrays.stream(Fault.values()).map(fault -> new Model(fault.modelId(), ALL, 200_000, fault, false)))
            .toList();

    private Models() {}

    /** The model of that name, if it can do this. */
    public static Optional<Model> find(String id, Capability capability) {
        return with(capability).filter(model -> model.id().equals(id)).findFirst();
    }

    /** All models that can do this. */
    public static Stream<Model> with(Capability capability) {
        return OFFERED.stream().filter(model -> model.capabilities().contains(capability));
    }

    /** An ordinary model of that name that can do everything. */
    static Model like(String id) {
        return new Model(id, ALL, 200_000, null, false);
    }

    private static Model model(String id, int contextWindow, Capability capability) {
        return new Model(id, Set.of(capability), contextWindow, null, false);
    }
}
