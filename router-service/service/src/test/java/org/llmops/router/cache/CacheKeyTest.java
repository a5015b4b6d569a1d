package org.llmops.router.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.llmops.platform.identity.WorkspaceId;

class CacheKeyTest {
    private static final byte[] REQUEST = "{\"model\":\"m\"}".getBytes(UTF_8);
    private static final WorkspaceId ACME = new WorkspaceId("acme");

    @Test
    void isTheSameForTheSameRequestOfTheSameWorkspace() {
        assertThat(CacheKey.of(ACME, REQUEST.clone()))
                .isEqualTo(CacheKey.of(new WorkspaceId("acme"), REQUEST))
                .isNotEqualTo(CacheKey.of(ACME, "{}".getBytes(UTF_8)));
    }

    @Test
    void differsBetweenWorkspacesInNameAndInHash() {
        String acme = CacheKey.of(ACME, REQUEST).redisKey();
        String globex = CacheKey.of(new WorkspaceId("globex"), REQUEST).redisKey();

        assertThat(acme).startsWith("llmops:cache:{acme}:");
        assertThat(acme.substring(acme.lastIndexOf(':'))).isNotEqualTo(globex.substring(globex.lastIndexOf(':')));
    }

    @Test
    void cannotBeMadeWithoutAWorkspace() {
        assertThat(CacheKey.class.getDeclaredConstructors())
                .allMatch(constructor -> Modifier.isPrivate(constructor.getModifiers()));
        assertThat(Arrays.stream(CacheKey.class.getDeclaredMethods())
                        .filter(method -> method.getReturnType() == CacheKey.class))
                .isNotEmpty()
                .allMatch(method -> method.getParameterTypes()[0] == WorkspaceId.class);
    }

    @Test
    void answersSurviveRedis() {
        CachedAnswer answer =
                new CachedAnswer("call-1", "simulator/sim-small", 1_700_000_000_000L, "{\"a\":\"ü\"}".getBytes(UTF_8));

        CachedAnswer found = AnswerBytes.read(AnswerBytes.write(answer)).orElseThrow();

        assertThat(found.callId()).isEqualTo("call-1");
        assertThat(found.model()).isEqualTo("simulator/sim-small");
        assertThat(found.json()).isEqualTo(answer.json());
    }

    @Test
    void whatIsNoAnswerIsAMiss() {
        assertThat(AnswerBytes.read(new byte[0])).isEmpty();
        assertThat(AnswerBytes.read("{\"other\":1}".getBytes(UTF_8))).isEmpty();
        assertThat(AnswerBytes.read(new byte[] {2, 0, 9, 'x'})).isEmpty();
    }
}
