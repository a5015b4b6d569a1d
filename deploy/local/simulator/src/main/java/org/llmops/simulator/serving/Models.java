package org.llmops.simulator.serving;

import static org.llmops.simulator.serving.Capability.CHAT;
import static org.llmops.simulator.serving.Capability.EMBEDDINGS;
import static org.llmops.simulator.serving.Capability.MESSAGES;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Every model on offer: the ordinary ones, a slow one, and one per fault, which every endpoint knows. */
public final class Models {

    private static final Set<Capability> ALL = EnumSet.allOf(Capability.class);

    private static final List<Model> OFFERED = Stream.concat(
                    Stream.of(
                            new Model("sim-small", Set.of(CHAT), 16_384, null, false),
                            new Model("sim-large", Set.of(CHAT), 200_000, null, false),
                            new Model("sim-claude", Set.of(MESSAGES), 200_000, null, false),
                            new Model("sim-embed", Set.of(EMBEDDINGS), 8_192, null, false),
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
}
