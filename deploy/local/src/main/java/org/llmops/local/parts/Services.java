package org.llmops.local.parts;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.llmops.local.settings.Layout;
import org.llmops.local.settings.Ports;

/** The five services: what each finds in its environment, and how much memory it gets. */
final class Services {
    static final List<String> NAMES =
            List.of("prompt-registry", "guardrail-service", "cost-service", "eval-service", "router-service");
    /** They read the records of calls. */
    private static final Set<String> READERS = Set.of("cost-service", "eval-service");

    static final String DATABASE_PASSWORD = "local-database-secret";
    private static final String SERVICE_SECRET = "local-service-secret";
    /** The router ends when its streams have, or after this. */
    private static final Duration DRAIN = Duration.ofSeconds(30);
    /** For what comes after the last stream, or without any. */
    static final Duration PATIENCE_TO_STOP = Duration.ofSeconds(20);

    private final Layout layout;
    private final Ports ports;
    private final Set<String> underLoad;
    private final boolean listening;

    /**
     * @param underLoad what is worth the optimiser's time
     * @param listening services read the records of calls
     */
    Services(Layout layout, Ports ports, Set<String> underLoad, boolean listening) {
        this.layout = layout;
        this.ports = ports;
        this.underLoad = underLoad;
        this.listening = listening;
    }

    QuarkusApp app(String name) {
        return new QuarkusApp(
                name,
                ports.of(name),
                layout.repository().resolve(name).resolve(module(name)),
                underLoad.contains(name) ? QuarkusApp.Tuning.THROUGHPUT : QuarkusApp.Tuning.SMALL,
                environment(name),
                ports.variables(),
                name.equals("router-service") ? DRAIN.plus(PATIENCE_TO_STOP) : PATIENCE_TO_STOP);
    }

    /** Who has models for the guardrails gets the build that can run them. */
    private static String module(String name) {
        return name.equals("guardrail-service") && System.getenv("LLMOPS_ONNX_MODELS_DIR") != null ? "onnx" : "service";
    }

    private Map<String, String> environment(String name) {
        Map<String, String> settings = new HashMap<>();
        settings.put("LLMOPS_POSTGRES_ADDRESS", "127.0.0.1:" + ports.of("postgres"));
        settings.put("LLMOPS_POSTGRES_PASSWORD", DATABASE_PASSWORD);
        settings.put("LLMOPS_KAFKA_ADDRESS", "127.0.0.1:" + ports.of("kafka"));
        settings.put("LLMOPS_KEYCLOAK_URL", "http://127.0.0.1:" + ports.of("keycloak"));
        settings.put("LLMOPS_SERVICE_SECRET", SERVICE_SECRET);
        for (String peer : NAMES) {
            String prefix = "LLMOPS_PEERS_" + peer.replace('-', '_').toUpperCase(Locale.ROOT);
            settings.put(prefix + "_HOST", "127.0.0.1");
            settings.put(prefix + "_PORT", Integer.toString(ports.of(peer)));
        }
        if (!listening && READERS.contains(name)) {
            settings.put("MP_MESSAGING_INCOMING_CALLS_ENABLED", "false");
        }
        if (name.equals("cost-service")) {
            settings.put("LLMOPS_PRICING_PUBLISHERS", "acme");
        }
        if (name.equals("router-service")) {
            settings.put("LLMOPS_REDIS_ADDRESS", "127.0.0.1:" + ports.of("redis"));
            // Everything runs on one machine here, and pauses together.
            settings.put("LLMOPS_REDIS_DEADLINE", "500MS");
            settings.put(
                    "LLMOPS_RECORDING_SPOOL_DIRECTORY",
                    layout.data(name).resolve("spool").toString());
            settings.put(
                    "LLMOPS_PROVIDERS_CREDENTIAL_KEY_FILE",
                    layout.data(name).resolve("credential-key").toString());
            settings.put("LLMOPS_PROVIDERS_GENERATE_CREDENTIAL_KEY", "true");
            settings.put("LLMOPS_DRAIN_DEADLINE", DRAIN.toSeconds() + "S");
            settings.put("LLMOPS_PROVIDERS_ALLOWED_HOSTS", "public,localhost,127.0.0.1");
        }
        if (name.equals("cost-service")) {
            settings.put(
                    "LLMOPS_ALERTS_CREDENTIAL_KEY_FILE",
                    layout.data(name).resolve("credential-key").toString());
            settings.put("LLMOPS_ALERTS_GENERATE_CREDENTIAL_KEY", "true");
            settings.put("LLMOPS_ALERTS_ALLOWED_HOSTS", "public,localhost,127.0.0.1");
        }
        if (name.equals("guardrail-service")) {
            settings.put(
                    "LLMOPS_VAULT_CREDENTIAL_KEY_FILE",
                    layout.data(name).resolve("credential-key").toString());
            settings.put("LLMOPS_VAULT_GENERATE_CREDENTIAL_KEY", "true");
            settings.put("LLMOPS_CUSTOM_DETECTORS_ALLOWED_HOSTS", "public,localhost,127.0.0.1");
        }
        return settings;
    }
}
