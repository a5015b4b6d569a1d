package org.llmops.router.pipeline;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.llmops.platform.servers.Ports;

/** Says where the provider and the peers of these tests will listen, before the router starts. */
public final class FakePorts implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        Map<String, String> settings = new HashMap<>();
        for (String peer : List.of("prompt-registry", "guardrail-service", "cost-service")) {
            settings.put("llmops.peers." + peer + ".host", "127.0.0.1");
            String port = free();
            settings.put("llmops.peers." + peer + ".port", port);
            // In tests, Quarkus' clients otherwise talk to the application under test.
            settings.put("quarkus.grpc.clients." + peer + ".test-port", port);
        }
        settings.put("fake.provider.port", free());
        settings.put("llmops.call.retry-delay", "10MS");
        settings.put("llmops.call.idle-timeout", "2S");
        settings.put("llmops.call.speed-window", "1S");
        settings.put("llmops.health.ejection-time", "1S");
        // Whoever asks every time needs no news: what is remembered for how long has tests of its own.
        settings.put("llmops.screen.unscreened-for", "0S");
        settings.put("llmops.screen.unscreened-grace", "0S");
        settings.put("llmops.reserve.unbounded-for", "0S");
        settings.put("llmops.reserve.unbounded-grace", "0S");
        settings.put("llmops.compose.fresh-for", "0S");
        settings.put("llmops.reserve.slice-usd", "0.000001");
        settings.put("llmops.reserve.report-every", "100MS");
        settings.put("llmops.reserve.release-after", "500MS");
        return settings;
    }

    @Override
    public void stop() {}

    private static String free() {
        return Integer.toString(Ports.free());
    }
}
