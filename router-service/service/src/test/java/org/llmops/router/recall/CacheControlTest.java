package org.llmops.router.recall;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CacheControlTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            delimiter = '|',
            value = {
                "-|true|true",
                "max-age=60|true|true",
                "no-cache|false|true",
                "No-Cache, private|false|true",
                "max-age=0|false|true",
                "no-store|false|false",
                "no-cache,no-store|false|false"
            })
    void readsWhatTheClientSays(@Nullable String header, boolean mayRead, boolean mayStore) {
        assertThat(CacheControl.of(header)).isEqualTo(new CacheControl(mayRead, mayStore));
    }
}
