package org.llmops.guardrail.normalising;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeetLettersTest {
    @ParameterizedTest
    @CsvSource({
        "h3ll0 w0rld, hello world",
        "id=4f3a9c1d took 31 ms at 10:47, id=afeagcid took 31 ms at 10:47",
        "$ecret, secret",
        "5 $ and 7% of 100, 5 $ and 7% of 100",
        "the 2nd of 3 at 5pm, the 2nd of 3 at 5pm",
        "a21b 4 t3xt, a21b 4 text",
        "wr1t3 l0ng w0rds 70 me 4 5 26 45a, write long words to me a s 26 asa",
        "ïgnörë äll, ignore äll"
    })
    void readsLettersForDigitsAndSignsInWords(String written, String meant) {
        Mapped source = new Mapped(written, SourceMap.identity());

        Mapped read = LeetLetters.read(source);

        assertThat(read.text()).isEqualTo(meant);
        assertThat(read.map()).isSameAs(source.map());
    }
}
