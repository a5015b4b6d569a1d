package org.llmops.guardrail.onnx;

import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.llmops.guardrail.detecting.Detector;
import org.llmops.guardrail.detecting.DetectorType;
import org.llmops.guardrail.detecting.Parameters;
import org.llmops.guardrail.detecting.Stage;

/** The detector that asks an ONNX model of the operator's. */
@Singleton
@Startup
public final class OnnxType implements DetectorType {
    private static final Logger log = Logger.getLogger(OnnxType.class);

    private static final String MODEL = "model";
    private static final String THRESHOLD = "threshold";

    private final Models models;
    private final Workers workers;

    @Inject
    OnnxType(OnnxSettings settings) {
        this.models = settings.modelsDir().map(Models::read).orElseGet(Models::none);
        this.workers = new Workers(settings.workers(), settings.waiting());
        Map<String, String> broken = models.broken();
        broken.forEach((name, why) -> log.errorf("ONNX model '%s' cannot be used: %s", name, why));
        if (!broken.isEmpty() && !settings.startWithBroken()) {
            close();
            throw new BrokenModel("Models cannot be used (mend or remove them, or set %s.start-with-broken): %s"
                    .formatted(OnnxSettings.PREFIX, broken));
        }
        log.infof("ONNX models: %s", models.names());
    }

    @Override
    public String name() {
        return "onnx";
    }

    @Override
    public String description() {
        return "Asks the ONNX `model` of that name in the service's folder of models, which classifies texts or their words;"
                + " as sure as that is. Reports shares from `threshold` on; a text that it does not judge in time is a failure."
                + " Here: " + known();
    }

    @Override
    public String version() {
        return "1-" + models.version();
    }

    @Override
    public Stage stage() {
        return Stage.LEARNED;
    }

    @Override
    public Detector compile(Parameters parameters) {
        String name = parameters.needed(MODEL);
        Optional<TextModel> model = models.named(name);
        double threshold = parameters.number(
                THRESHOLD, 0.01, 1, model.map(TextModel::threshold).orElse(0.5));
        if (model.isEmpty()) {
            String why = missing(name);
            parameters.fault(MODEL, why, name);
            return new MissingModel(why);
        }
        return new ModelDetector(model.get(), threshold, workers);
    }

    private String missing(String name) {
        String why = models.broken().get(name);
        if (why != null) {
            return "Model '%s' cannot be used until its folder is mended and the service started anew: %s"
                    .formatted(name, why);
        }
        return models.names().isEmpty()
                ? "There is no model: lay its folder into the one that %s.models-dir names"
                        .formatted(OnnxSettings.PREFIX)
                : "No model is called '%s': there are %s".formatted(name, known());
    }

    private String known() {
        return models.names().isEmpty() ? "none" : String.join(", ", models.names());
    }

    @PreDestroy
    void close() {
        workers.close();
        models.close();
    }
}
