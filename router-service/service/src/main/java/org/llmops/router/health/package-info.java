/** How each target is doing, as far as this instance has seen: which are to be left alone, how fast and how busy they are. */
@NullMarked
package org.llmops.router.health;

import org.jspecify.annotations.NullMarked;
