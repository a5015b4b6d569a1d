package org.llmops.prompt.template;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StorableTextTest {
    @Test
    void tellsTheFirstOfWhatCannotBeStored() {
        assertThat(StorableText.firstFault("all well 😀")).isEqualTo(-1);
        assertThat(StorableText.firstFault("a\0b\ud83d")).isEqualTo(1);
        assertThat(StorableText.firstFault("a\ud83db\0")).isEqualTo(1);
        assertThat(StorableText.firstFault("ab\0")).isEqualTo(2);
        assertThat(StorableText.firstFault("ab\ude00")).isEqualTo(2);
        assertThat(StorableText.isStorable("a\0")).isFalse();
    }
}
