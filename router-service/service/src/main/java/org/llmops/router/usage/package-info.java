/** What calls took, read from the usage that each kind of provider tells, in one meaning for all. */
@NullMarked
package org.llmops.router.usage;

import org.jspecify.annotations.NullMarked;
