package org.llmops.router.recall;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CacheControlTest {
    private static final long ANY_AGE = Long.MAX_VALUE;

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            delimiter = '|',
            value = {
                "-|true|true|9223372036854775807|false",
                "max-age=60|true|true|60000|false",
                "Max-Age=\"60\"|true|true|60000|false",
                "max-age=60, max-age=5|true|true|5000|false",
                "max-age=99999999999999999999|true|true|9223372036854775807|false",
                "max-age=soon|false|true|0|false",
                "no-cache|false|true|9223372036854775807|false",
                "No-Cache, private|false|true|9223372036854775807|false",
                "max-age=0|false|true|0|false",
                "no-store|false|false|9223372036854775807|false",
                "no-cache,no-store|false|false|9223372036854775807|false",
                "only-if-cached, max-age=9|true|true|9000|true"
            })
    void readsWhatTheClientSays(
            @Nullable String header, boolean mayRead, boolean mayStore, long maxAgeMs, boolean onlyIfCached) {
        assertThat(CacheControl.of(header == null ? List.of() : List.of(header)))
                .isEqualTo(new CacheControl(mayRead, mayStore, maxAgeMs, onlyIfCached));
    }

    @Test
    void addsUpWhatSeveralHeadersSay() {
        assertThat(CacheControl.of(List.of("max-age=60", "only-if-cached")))
                .isEqualTo(new CacheControl(true, true, 60_000, true));
    }

    @Test
    void nothingAClientSaysLoosensAnything() {
        assertThat(CacheControl.of(List.of("public, max-stale=9999, immutable, s-maxage=1")))
                .isEqualTo(new CacheControl(true, true, ANY_AGE, false));
    }
}
