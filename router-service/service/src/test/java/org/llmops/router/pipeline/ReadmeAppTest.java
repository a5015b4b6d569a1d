package org.llmops.router.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.llmops.platform.testkit.RealServers;
import org.llmops.platform.testkit.TestTokens;
import org.llmops.router.Api;

/** What the README says to type. */
@QuarkusTest
@WithTestResource(RealServers.class)
@WithTestResource(FakePorts.class)
class ReadmeAppTest {
    private static final Pattern SHELL = Pattern.compile("(?s)\n```sh\n(.*?)\n```\n");

    @Inject
    Scenarios scenarios;

    @Test
    void itsCallsDoWhatItSays() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")), "There is no curl here");
        Client acme = scenarios.acme();
        Api.of(Api.ALICE)
                .post("/providers", """
                        {"name":"simulator","dialect":"openai","base_url":"http://127.0.0.1:%d/v1","credential":"sk-up","models":[
                         {"id":"sim-small"},{"id":"sim-large"},{"id":"sim-embed"}]}""".formatted(FakeProvider.port()))
                .then()
                .statusCode(201);
        await().until(() -> acme.get("/v1/models").body().contains("sim-embed"));
        String decision = scenarios
                .record(acme.chat("{\"model\":\"sim-small\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}"))
                .getDecision();

        Run run = run(
                script().replace("http://127.0.0.1:8080", "http://127.0.0.1:" + RestAssured.port),
                acme.key(),
                decision);

        assertThat(run.status()).as(run.output()).isZero();
        assertThat(run.output())
                .contains("\"content\":\"Good morning\"")
                .contains("data: [DONE]")
                .contains("Aurora lamp")
                .contains("\"type\":\"message\"")
                .contains("\"object\":\"response\"")
                .contains("\"embedding\":[")
                .containsIgnoringCase("x-llmops-model: simulator/sim-large")
                .containsPattern("\"matches\" ?: ?false")
                .containsPattern("\"key\" ?: ?\"sk-llmops-")
                .contains("100000");
    }

    private static String script() throws IOException {
        Matcher shell = SHELL.matcher(Files.readString(Path.of("../README.md")));
        assertThat(shell.find()).isTrue();
        return shell.group(1);
    }

    /** What came of it, and what it said. */
    private record Run(int status, String output) {}

    private static Run run(String script, String key, String decision) throws IOException, InterruptedException {
        String strict = "set -eo pipefail\ncurl() { command curl --fail-with-body --max-time 20 \"$@\"; }\n";
        ProcessBuilder shell = new ProcessBuilder("bash", "-c", strict + script).redirectErrorStream(true);
        shell.environment().put("KEY", key);
        shell.environment().put("TOKEN", TestTokens.user(Api.ALICE));
        shell.environment().put("DECISION", decision);
        Process process = shell.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }
}
