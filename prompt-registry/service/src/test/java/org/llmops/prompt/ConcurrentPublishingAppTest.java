package org.llmops.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmops.prompt.Registry.anyPrompt;
import static org.llmops.prompt.Registry.text;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.llmops.platform.testkit.RealServers;

@QuarkusTest
@WithTestResource(RealServers.class)
class ConcurrentPublishingAppTest {
    private static final int PUBLISHERS = 40;

    private final Registry arthur = Registry.as("arthur");

    @Test
    void numbers_have_no_gaps_however_many_publish_the_first_version_at_once() throws Exception {
        String prompt = anyPrompt();

        List<Response> answers = atOnce(i -> () -> arthur.publish(prompt, text("by " + i)));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(201));
        assertThat(answers.stream().map(answer -> answer.<Integer>path("version")))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, PUBLISHERS).boxed().toList());
        assertThat(answers)
                .allSatisfy(answer -> assertThat(arthur.get("/" + prompt + "/versions/" + answer.path("version"))
                                .<String>path("text"))
                        .isEqualTo(answer.path("text")));
    }

    @Test
    void a_failed_publication_uses_up_no_number() throws Exception {
        String prompt = anyPrompt();
        arthur.published(prompt, text("one"));

        List<Response> answers = atOnce(i -> () -> i % 2 == 0
                ? arthur.publish(prompt, text("two"))
                : arthur.publish(prompt, Registry.chat(Registry.message("user", "of another kind"))));

        assertThat(answers.stream().filter(answer -> answer.statusCode() == 409))
                .hasSize(PUBLISHERS / 2);
        assertThat(arthur.get("/" + prompt).<Integer>path("latest_version")).isEqualTo(1 + PUBLISHERS / 2);
    }

    @Test
    void of_many_who_expect_the_same_place_one_moves_the_label() throws Exception {
        String prompt = anyPrompt();
        IntStream.range(0, PUBLISHERS + 1).forEach(i -> arthur.published(prompt, text("x")));
        arthur.move(prompt, "production", 1).then().statusCode(200);

        List<Response> answers = atOnce(i -> () -> arthur.moveIf("\"1\"", prompt, "production", i + 2));

        assertThat(answers.stream().filter(answer -> answer.statusCode() == 200))
                .hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 412))
                .hasSize(PUBLISHERS - 1);
        assertThat(arthur.get("/" + prompt + "/labels/production/moves").<List<?>>path("items"))
                .hasSize(2);
    }

    private static List<Response> atOnce(IntFunction<Callable<Response>> work) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Response>> answers = threads.invokeAll(
                    IntStream.range(0, PUBLISHERS).mapToObj(work).toList());
            return answers.stream().map(Future::resultNow).toList();
        }
    }
}
