package org.llmops.router.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmops.platform.hosts.AllowedHosts;
import org.llmops.platform.problem.FieldError;
import org.llmops.platform.problem.Problem;
import org.llmops.router.RouterProblem;

class BaseUrlTest {
    private static final AllowedHosts PUBLIC = AllowedHosts.of(List.of("public"));
    private static final AllowedHosts LOCAL = AllowedHosts.of(List.of("public", "127.0.0.1", "*.models.corp"));

    @ParameterizedTest
    @CsvSource({
        "https://api.openai.com/v1, https://api.openai.com/v1",
        "https://api.openai.com/v1/, https://api.openai.com/v1",
        "https://my.openai.azure.com:8443/openai, https://my.openai.azure.com:8443/openai"
    })
    void takesPublicHostsOverHttps(String text, String url) {
        assertThat(BaseUrl.check(text, PUBLIC, false)).hasToString(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.openai.com/v1",
                "ftp://api.openai.com",
                "https://user:secret@api.openai.com/v1",
                "https://api.openai.com/v1?key=1",
                "https://api.openai.com/v1#x",
                "https:///v1",
                "not a url",
                "https://localhost/v1",
                "https://127.0.0.1/v1",
                "https://127.1/v1",
                "https://2130706433/v1",
                "https://0x7f000001/v1",
                "https://0177.0.0.1/v1",
                "https://169.254.169.254/latest",
                "https://10.0.0.8/v1",
                "https://8.8.8.8/v1",
                "https://[::1]/v1",
                "https://[::ffff:127.0.0.1]/v1",
                "https://router",
                "https://db.internal/v1",
                "https://printer.local./v1"
            })
    void refusesEverythingElse(String text) {
        Problem problem = catchThrowableOfType(Problem.class, () -> BaseUrl.check(text, PUBLIC, false));

        assertThat(problem.type()).isEqualTo(RouterProblem.BASE_URL_REFUSED);
        assertThat(problem.errors()).extracting(FieldError::field).containsExactly("base_url");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:8090/v1", "http://gpu-7.models.corp/v1", "https://gpu-7.models.corp/v1"})
    void takesNamedHostsWhereverTheyAre(String text) {
        assertThat(BaseUrl.check(text, LOCAL, false)).hasToString(text);
    }

    @Test
    void takesNothingThatIsNotNamedWhenOnlyNamesAreAllowed() {
        AllowedHosts named = AllowedHosts.of(List.of("api.openai.com"));

        assertThat(BaseUrl.check("https://api.openai.com/v1", named, false)).isNotNull();
        assertThat(catchThrowableOfType(Problem.class, () -> BaseUrl.check("https://api.anthropic.com", named, false)))
                .isNotNull();
    }
}
