// The client that all pages share, and its conversations.
var sdk = require('./echatim-sdk.js');
var config = require('./config.js');
var conversationsOf = require('./conversations.js');

module.exports = conversationsOf(sdk.createClient(config), config.loginAuid);
