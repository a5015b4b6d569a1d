/** How hard a prompt is: a learned guess in microseconds, for routes that send easy prompts to cheap models. */
@NullMarked
package org.llmops.router.complexity;

import org.jspecify.annotations.NullMarked;
