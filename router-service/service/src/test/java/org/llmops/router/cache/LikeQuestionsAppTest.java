package org.llmops.router.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.testkit.RealServers;

@QuarkusTest
@WithTestResource(RealServers.class)
class LikeQuestionsAppTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final WorkspaceId ACME = new WorkspaceId("acme");

    @Inject
    LikeQuestions questions;

    @Inject
    CacheSettings settings;

    @Test
    void findsTheMostAlikeFirstAndAFewAtMost() {
        for (int i = 0; i < 10; i++) {
            add(asked(ACME, "rest", "What do I do with egg " + i), Duration.ofMinutes(1));
        }
        add(asked(ACME, "rest", "Nothing to do with it"), Duration.ofMinutes(1));

        List<LikeQuestions.Candidate> found = find(asked(ACME, "rest", "What do I do with egg 7"));

        assertThat(found).hasSize(3);
        assertThat(found.getFirst().similarity()).isEqualTo(1);
        assertThat(found.getFirst().question().text()).isEqualTo("What do I do with egg 7");
        assertThat(found.getFirst().question().answer()).isEqualTo(answer(ACME, "What do I do with egg 7"));
        assertThat(found.getLast().similarity()).isBetween(0.7, 0.999);
    }

    @Test
    void findsNothingOfAnotherWorkspaceOrConversation() {
        add(asked(ACME, "mine", "A question"), Duration.ofMinutes(1));

        assertThat(find(asked(ACME, "mine", "A question"))).hasSize(1);
        assertThat(find(asked(ACME, "other", "A question"))).isEmpty();
        assertThat(find(asked(new WorkspaceId("globex"), "mine", "A question"))).isEmpty();
    }

    @Test
    void theOldestMakeRoom() {
        AskedQuestion oldest = asked(ACME, "full", "The oldest");
        add(oldest, Duration.ofMinutes(1));
        for (int i = 0; i < settings.maxBucketEntries(); i++) {
            add(asked(ACME, "full", "Later " + i), Duration.ofMinutes(1));
        }

        assertThat(find(oldest)).noneMatch(found -> found.question().text().equals("The oldest"));
        assertThat(find(asked(ACME, "full", "Later 0"))).isNotEmpty();
    }

    @Test
    void forgetsInTime() {
        AskedQuestion asked = asked(ACME, "short", "A question");
        add(asked, Duration.ofMillis(300));

        await().atMost(PATIENCE).until(() -> find(asked).isEmpty());
    }

    private static AskedQuestion asked(WorkspaceId workspace, String rest, String text) {
        return new AskedQuestion(
                BucketKey.of(workspace, NgramEmbedding.NAME, rest.getBytes(UTF_8)), text, NgramEmbedding.of(text));
    }

    private static CacheKey answer(WorkspaceId workspace, String text) {
        return CacheKey.of(workspace, text.getBytes(UTF_8));
    }

    private void add(AskedQuestion asked, Duration timeToLive) {
        questions
                .add(asked, answer(asked.bucket().workspace(), asked.text()), timeToLive)
                .await()
                .atMost(PATIENCE);
    }

    private List<LikeQuestions.Candidate> find(AskedQuestion asked) {
        return questions.find(asked, 0.6).await().atMost(PATIENCE);
    }
}
