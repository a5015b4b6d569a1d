package org.llmops.guardrail.onnx;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** Where models are, and how much of the machine they may take. */
@ConfigMapping(prefix = OnnxSettings.PREFIX)
public interface OnnxSettings {
    String PREFIX = "llmops.onnx";

    /** A folder of folders: each is a model, and its name the model's. All are read at start; changes count after the next. */
    Optional<Path> modelsDir();

    /**
     * Whether the service starts although a model cannot be read. Rails that name it then fail, as their fail mode says;
     * else a bad model stops a rollout before it reaches a call.
     */
    @WithDefault("false")
    boolean startWithBroken();

    /** Texts that are judged at once, each by one thread: more than there are processors only makes all of them late. */
    @WithDefault("2")
    int workers();

    /** Texts that wait for a worker; those beyond are not judged, and their rail fails. */
    @WithDefault("64")
    int waiting();
}
