package org.llmops.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script in a small repository of its own, with a Maven that only notes what it is asked. */
class LlmopsScriptTest {
    private static final Path SCRIPT = Path.of("../../llmops").toAbsolutePath().normalize();
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");
    private static final List<String> SERVICES =
            List.of("prompt-registry", "guardrail-service", "cost-service", "eval-service", "router-service");

    @TempDir
    Path directory;

    private Path repository = Path.of("");

    @BeforeEach
    void everythingIsBuilt() throws IOException {
        repository = directory.resolve("repository");
        Files.createDirectories(repository);
        Files.copy(SCRIPT, repository.resolve("llmops"));
        executable("bin/mvn", "echo \"$*\" >>" + directory.resolve("asked"));
        executable("jdk-25/bin/javac", "");
        executable("jdk-25/bin/java", "echo launched \"$*\" >>" + directory.resolve("asked"));
        Files.writeString(directory.resolve("jdk-25/release"), "JAVA_VERSION=\"25.0.1\"\n");

        source("pom.xml");
        for (String module : List.of(
                "platform/servers",
                "platform/core",
                "platform/store",
                "platform/outbox",
                "deploy/local",
                "deploy/local/simulator")) {
            source(module + "/pom.xml");
            source(module + "/src/main/java/A.java");
        }
        built("platform/servers/target/platform-servers-1.jar");
        built("platform/servers/target/dist/keycloak/version.txt");
        built("deploy/local/target/local-stack.jar");
        built("deploy/local/simulator/target/quarkus-app/quarkus-run.jar");
        for (String service : SERVICES) {
            source(service + "/api/src/main/proto/a.proto");
            source(service + "/service/src/main/java/A.java");
            built(service + "/service/target/quarkus-app/quarkus-run.jar");
        }
    }

    @Test
    void whatIsBuiltIsNotBuiltAgain() throws Exception {
        assertThat(run("build").exit()).isZero();
        assertThat(asked()).isEmpty();
    }

    @Test
    void onlyTheServiceWhoseSourceChangedIsBuilt() throws Exception {
        change("cost-service/service/src/main/java/A.java");
        assertThat(run("build").exit()).isZero();
        assertThat(asked()).singleElement().asString().endsWith("package --also-make --projects cost-service/service");
    }

    @Test
    void aTestIsNoReasonToBuild() throws Exception {
        change("cost-service/service/src/test/java/ATest.java");
        assertThat(run("build").exit()).isZero();
        assertThat(asked()).isEmpty();
    }

    @Test
    void aChangeToThePlatformConcernsEveryServiceAndNothingElse() throws Exception {
        change("platform/core/src/main/java/A.java");
        assertThat(run("build").exit()).isZero();
        assertThat(asked())
                .singleElement()
                .asString()
                .endsWith("--projects prompt-registry/service,guardrail-service/service,cost-service/service,"
                        + "eval-service/service,router-service/service");
    }

    @Test
    void whatIsMissingIsBuilt() throws Exception {
        Files.delete(repository.resolve("deploy/local/simulator/target/quarkus-app/quarkus-run.jar"));
        assertThat(run("build").exit()).isZero();
        assertThat(asked()).singleElement().asString().endsWith("--projects deploy/local/simulator");
    }

    @Test
    void upBuildsAndThenLaunches() throws Exception {
        change("router-service/service/src/main/java/A.java");
        assertThat(run("up").exit()).isZero();
        assertThat(asked()).hasSize(2);
        assertThat(asked().getLast()).startsWith("launched").endsWith("org.llmops.local.Llmops up");
    }

    @Test
    void aFailedBuildIsReportedAndNothingIsLaunched() throws Exception {
        executable("bin/mvn", "echo '[ERROR] it does not compile'; exit 1");
        change("router-service/service/src/main/java/A.java");
        Outcome up = run("up");
        assertThat(up.exit()).isEqualTo(1);
        assertThat(up.output()).contains("[ERROR] it does not compile").contains("target/build.log");
        assertThat(asked()).isEmpty();
    }

    @Test
    void testRunsEverything() throws Exception {
        assertThat(run("test", "-o").exit()).isZero();
        assertThat(asked()).containsExactly("verify -o");
    }

    @Test
    void aJdkThatIsTooOldIsPassedOver() throws Exception {
        Files.writeString(directory.resolve("jdk-25/release"), "JAVA_VERSION=\"21.0.1\"\n");
        Outcome status = run("status");
        assertThat(asked())
                .noneMatch(line -> line.startsWith("launched")); // another JDK of this machine may have been found
        if (status.exit() != 0 && status.output().contains("No JDK")) {
            assertThat(status.output()).contains("No JDK 25 or newer").contains("set JAVA_HOME");
        }
    }

    @Test
    void anUnknownCommandIsNamed() throws Exception {
        Outcome outcome = run("fly");
        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.output()).contains("There is no command 'fly'").contains("Usage: ./llmops COMMAND");
    }

    private Outcome run(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(repository.resolve("llmops").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "JAVA_HOME", directory.resolve("jdk-25").toString(),
                        "PATH", directory.resolve("bin") + ":/usr/bin:/bin",
                        "HOME", directory.toString()));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Outcome(process.waitFor(), output);
    }

    private List<String> asked() throws IOException {
        Path asked = directory.resolve("asked");
        return Files.exists(asked) ? Files.readAllLines(asked) : List.of();
    }

    private void executable(String path, String body) throws IOException {
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private void source(String path) throws IOException {
        built(path);
        Files.setLastModifiedTime(repository.resolve(path), FileTime.from(LONG_AGO));
    }

    private void built(String path) throws IOException {
        Files.createDirectories(repository.resolve(path).getParent());
        Files.writeString(repository.resolve(path), "");
    }

    private void change(String path) throws IOException {
        built(path);
        Files.setLastModifiedTime(
                repository.resolve(path), FileTime.from(Instant.now().plusSeconds(5)));
    }

    private record Outcome(int exit, String output) {}
}
