// In place of @stdlib/assert-has-generator-support, which asks by eval: the page's policy forbids that.
module.exports = () => true;
